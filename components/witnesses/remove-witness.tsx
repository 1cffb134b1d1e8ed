"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Refused } from "@/components/agents/refused";
import { useAction } from "@/components/people/use-action";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import type { WitnessActions } from "./types";

/** Asks a witness no more, after one confirmation. */
export function RemoveWitness({ name, remove }: Pick<WitnessActions, "remove"> & { name: string }) {
  const router = useRouter();
  const { run, busy, failure } = useAction();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" variant="outline" onClick={() => setOpen(true)}>
        Remove
      </Button>
      <Dialog open={open} onOpenChange={setOpen}>
        {open ? (
          <DialogContent
            title={`Remove the witness ${name}?`}
            description="It gets no further checkpoints. What it signed stays, and it can be added again."
            footer={
              <>
                <DialogClose render={<Button variant="outline">Cancel</Button>} />
                <Button
                  variant="destructive"
                  busy={busy}
                  onClick={() =>
                    run(
                      () => remove({ name }),
                      `${name} is asked no more`,
                      () => router.refresh(),
                    )
                  }
                >
                  Remove it
                </Button>
              </>
            }
          >
            {failure ? <Refused failure={failure} /> : null}
          </DialogContent>
        ) : null}
      </Dialog>
    </>
  );
}
