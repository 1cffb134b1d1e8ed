"use client";

import { Button, type ButtonProps } from "./button";
import { DialogClose } from "./dialog";

/** The end of a form in a dialog: the way back, and what sends it. `form` names the form where it stands outside of it. */
export function FormButtons(submit: Omit<ButtonProps, "type">) {
  return (
    <>
      <DialogClose render={<Button variant="outline">Cancel</Button>} />
      <Button {...submit} type="submit" />
    </>
  );
}
