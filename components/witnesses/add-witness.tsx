"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Refused } from "@/components/agents/refused";
import { useAction } from "@/components/people/use-action";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { issueOf } from "@/lib/http/action-state";
import type { WitnessActions } from "./types";

/** Names a witness by its printed key and its address. */
export function AddWitness({ add }: Pick<WitnessActions, "add">) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Plus aria-hidden /> Add a witness
      </Button>
      <Dialog open={open} onOpenChange={setOpen}>
        {open ? <Form add={add} close={() => setOpen(false)} /> : null}
      </Dialog>
    </>
  );
}

function Form({ add, close }: Pick<WitnessActions, "add"> & { close: () => void }) {
  const router = useRouter();
  const { run, busy, failure } = useAction();

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    run(
      () => add({ vkey: String(given.get("vkey") ?? ""), url: String(given.get("url") ?? "") }),
      "The witness is asked within ten seconds",
      () => {
        close();
        router.refresh();
      },
    );
  }

  return (
    <DialogContent
      title="Add a witness"
      description="It gets every new checkpoint, and no event. What it has signed cannot be taken back unnoticed."
      footer={
        <>
          <DialogClose render={<Button variant="outline">Cancel</Button>} />
          <Button type="submit" form="add-witness" busy={busy}>
            Add it
          </Button>
        </>
      }
    >
      <form id="add-witness" onSubmit={submit} className="grid gap-4">
        <Field label="Its key" hint="As it prints it: name+id+base64." error={issueOf(failure, "vkey")}>
          <Input
            name="vkey"
            required
            maxLength={400}
            autoComplete="off"
            spellCheck={false}
            className="font-mono text-xs"
          />
        </Field>
        <Field
          label="Its address"
          hint="Its base address: “/add-checkpoint” is added to it."
          error={issueOf(failure, "url")}
        >
          <Input
            name="url"
            type="url"
            required
            maxLength={500}
            autoComplete="off"
            placeholder="https://witness.example"
          />
        </Field>
        {failure && failure.issues.length === 0 ? <Refused failure={failure} /> : null}
      </form>
    </DialogContent>
  );
}
