"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { SHOWN } from "@/lib/approvals/terms";
import { LongText } from "./long-text";

/** Long words beside the payload: cut on the screen with their length said. They bind nobody, so approving does not wait for them. */
export function HiddenWords({ text }: { text: string }) {
  const [isOpen, setOpen] = useState(false);
  const lines = text.split("\n");
  const isLong = text.length > SHOWN.characters || lines.length > SHOWN.lines;
  if (!isLong || isOpen) return <LongText text={text} />;
  const begin = lines.slice(0, SHOWN.lines).join("\n").slice(0, SHOWN.characters).toWellFormed();
  return (
    <>
      <LongText text={begin} />
      <Button variant="link" size="sm" onClick={() => setOpen(true)} className="mt-1">
        {(text.length - begin.length).toLocaleString("en-GB")} more characters
      </Button>
    </>
  );
}
