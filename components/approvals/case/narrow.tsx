"use client";

import { useId } from "react";
import { useCaseDesk } from "@/components/approvals/opened";
import { Checkbox } from "@/components/ui/checkbox";
import { Input } from "@/components/ui/input";
import type { PayloadRow } from "@/lib/approvals/views";

/** While a reader narrows: a smaller number, or which entries of a list stay. Otherwise nothing. */
export function Narrow({ row, entries }: { row: PayloadRow; entries: ReadonlyMap<string, number> }) {
  const { narrowing } = useCaseDesk();
  if (!narrowing || row.narrowable === null) return null;
  return row.entry ? <KeepEntry entry={row.entry} entries={entries} /> : <LowerNumber row={row} />;
}

function LowerNumber({ row }: { row: PayloadRow }) {
  const { narrowing } = useCaseDesk();
  const id = useId();
  const value = narrowing?.values.get(row.path);
  const text = value?.kind === "number" ? value.text : "";
  const typed = text.trim() === "" ? null : Number(text);
  const isWrong = typed !== null && !(typed > 0 && typed < Number(row.text));
  return (
    <div className="mt-1.5 flex flex-wrap items-center gap-2">
      <label htmlFor={id} className="text-muted-foreground text-sm">
        Approve at most
      </label>
      <Input
        id={id}
        inputMode="decimal"
        value={text}
        placeholder={row.text}
        aria-invalid={isWrong || undefined}
        onChange={({ target }) =>
          narrowing?.set(row.path, target.value.trim() === "" ? null : { kind: "number", text: target.value })
        }
        className="w-40 tabular-nums"
      />
      {isWrong ? <span className="text-danger text-sm">More than 0 and less than {row.text}.</span> : null}
    </div>
  );
}

type Entry = NonNullable<PayloadRow["entry"]>;

function KeepEntry({ entry, entries }: { entry: Entry; entries: ReadonlyMap<string, number> }) {
  const { narrowing } = useCaseDesk();
  const id = useId();
  const own = `${entry.path}.${entry.at}`;
  const isKept = narrowing?.values.get(own)?.kind !== "left_out";
  const all = Array.from({ length: entries.get(entry.path) ?? 0 }, (_, at) => `${entry.path}.${at}`);
  const kept = all.filter((path) => narrowing?.values.get(path)?.kind !== "left_out");
  return (
    <div className="mt-1.5 flex items-center gap-2">
      <Checkbox
        id={id}
        checked={isKept}
        // The last one stays: approving nothing is denying.
        disabled={isKept && kept.length === 1}
        onCheckedChange={(keep) => narrowing?.set(own, keep ? null : { kind: "left_out" })}
      />
      <label htmlFor={id} className="text-muted-foreground text-sm">
        {isKept ? "Approve this one" : "Left out"}
      </label>
    </div>
  );
}
