"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { BulkReport } from "@/components/data-table/bulk-report";
import { Button } from "@/components/ui/button";
import { ConfirmDialog, Dialog, DialogContent } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import type { BulkOutcome } from "@/lib/agents/schema";
import type { AcceptMany } from "./actions";

/** Takes everything that is offered at once; what could not be taken says why, row by row. */
export function AcceptAll({ total, accept }: { total: number; accept: AcceptMany }) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<BulkOutcome | null>(null);
  const offers = `${total.toLocaleString("en")} offers`;

  async function run(input: Parameters<AcceptMany>[0]): Promise<void> {
    setBusy(true);
    const done = await accept(input);
    setBusy(false);
    if (!done.ok) throw new Error(done.message);
    setOutcome(done.value.refused ? done.value : null);
    if (done.value.done) toast.success(`${done.value.done.toLocaleString("en")} accepted`);
    router.refresh();
  }

  return (
    <>
      <Button size="sm" onClick={() => setAsking(true)}>
        Accept all {total.toLocaleString("en")}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Accept all ${offers}?`}
        description="From now on you answer for each of these agents in the seat that is offered. Each is recorded under your name, and each can be handed over again."
        confirmLabel={`Accept ${offers}`}
        onConfirm={() => run({ all: true })}
      />
      <Dialog open={outcome !== null} onOpenChange={(open) => (open || busy ? undefined : setOutcome(null))}>
        <DialogContent title="Some could not be accepted">
          {outcome ? (
            <BulkReport
              outcome={outcome}
              busy={busy}
              retry={(ids) => void run({ ids }).catch((error: Error) => toast.error(error.message))}
            />
          ) : null}
        </DialogContent>
      </Dialog>
    </>
  );
}
