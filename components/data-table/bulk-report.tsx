"use client";

import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { DialogClose } from "@/components/ui/dialog";
import { LiteralText } from "@/components/ui/literal-text";
import type { BulkOutcome } from "./types";

export interface BulkReportProps {
  outcome: BulkOutcome;
  busy: boolean;
  retry: (ids: string[]) => void;
}

/** What became of every row. The ones that were done need no words; each that was not says why. */
export function BulkReport({ outcome, busy, retry }: BulkReportProps) {
  const refused = outcome.rows.filter((row) => row.outcome === "refused");
  return (
    <div className="grid gap-3">
      <Callout tone={outcome.done > 0 ? "warning" : "danger"} role="alert">
        {outcome.done > 0
          ? `${outcome.done.toLocaleString("en")} done, ${outcome.refused.toLocaleString("en")} not. What was done stays done.`
          : "Nothing was changed. Each row says why."}
      </Callout>
      <ul
        aria-label="Rows that were not changed"
        className="max-h-72 divide-y divide-border overflow-y-auto rounded-md border border-border"
      >
        {refused.map((row) => (
          <li key={row.id} className="px-3 py-2">
            <p className="font-medium">
              <LiteralText text={row.name || row.id} />
            </p>
            <p className="text-muted-foreground">{row.reason}</p>
          </li>
        ))}
      </ul>
      <div className="flex justify-end gap-2">
        <DialogClose render={<Button variant="outline">Close</Button>} />
        <Button busy={busy} onClick={() => retry(refused.map((row) => row.id))}>
          Try these {refused.length.toLocaleString("en")} again
        </Button>
      </div>
    </div>
  );
}
