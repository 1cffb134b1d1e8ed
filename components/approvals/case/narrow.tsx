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
  const all = Array.from({ length: entries.get(entry.path) ?? 0 }, (_, at) => at);
  const value = narrowing?.values.get(entry.path);
  const kept = value?.kind === "list" ? value.keep : all;
  const isKept = kept.includes(entry.at);
  const change = (keep: boolean) => {
    const next = all.filter((at) => (at === entry.at ? keep : kept.includes(at)));
    narrowing?.set(entry.path, next.length === all.length ? null : { kind: "list", keep: next });
  };
  return (
    <div className="mt-1.5 flex items-center gap-2">
      {/* The last one stays: approving nothing is denying. */}
      <Checkbox id={id} checked={isKept} disabled={isKept && kept.length === 1} onCheckedChange={change} />
      <label htmlFor={id} className="text-muted-foreground text-sm">
        {isKept ? "Approve this one" : "Left out"}
      </label>
    </div>
  );
}
