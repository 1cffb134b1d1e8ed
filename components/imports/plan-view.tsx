"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import type { ImportPlan, ImportResult } from "@/lib/agents/schema";
import { ENVIRONMENT_LABELS } from "@/lib/agents/terms";
import { ImportRows } from "./import-rows";
import { ResultFilter } from "./result-filter";
import { RESULT_WORDS, writes } from "./result-words";

/** Rows drawn at first and with each "more": a file may hold tens of thousands. */
const STEP = 200;

export interface PlanViewProps {
  plan: ImportPlan;
  /** This is a second preview: the inventory changed after the first one. */
  moved: boolean;
  onWrite: () => void;
}

/** The dry run: what would become of every record. Nothing is written until the button is pressed. */
export function PlanView({ plan, moved, onWrite }: PlanViewProps) {
  const [chosen, setChosen] = useState<ImportResult | null>(null);
  const [shown, setShown] = useState(STEP);
  const rows = chosen ? plan.rows.filter((row) => row.result === chosen) : plan.rows;
  const count = writes(plan.counts);
  return (
    <div className="grid gap-3">
      {moved ? (
        <Callout tone="warning" role="alert" title="The inventory changed since the preview">
          Nothing was written. This is what the file would do now.
        </Callout>
      ) : null}
      <ResultFilter
        counts={plan.counts}
        chosen={chosen}
        onChange={(result) => {
          setChosen(result);
          setShown(STEP);
        }}
      />
      <p className="text-muted-foreground">
        {chosen ? `Each of these ${RESULT_WORDS[chosen].means}.` : "A preview: nothing is written yet."}
      </p>
      <ImportRows rows={rows.slice(0, shown)} label={`Preview of ${plan.fileName}`} />
      <div className="flex flex-wrap items-center justify-between gap-2">
        {rows.length > shown ? (
          <Button variant="outline" size="sm" onClick={() => setShown(shown + STEP * 5)}>
            Show more of {rows.length.toLocaleString("en")}
          </Button>
        ) : (
          <span />
        )}
        {count > 0 ? (
          <Button onClick={onWrite}>
            Import {count.toLocaleString("en")} {count === 1 ? "agent" : "agents"} into{" "}
            {ENVIRONMENT_LABELS[plan.environment].toLowerCase()}
          </Button>
        ) : (
          <p className="text-muted-foreground">There is nothing in this file to write.</p>
        )}
      </div>
    </div>
  );
}
