"use client";

import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { LiteralText } from "@/components/ui/literal-text";
import { Textarea } from "@/components/ui/textarea";
import type { Boundable } from "@/lib/approvals/standing/bounds";
import type { Bound } from "./conditions";

export interface BoundFieldProps {
  boundable: Boundable;
  bound: Bound;
  error: string | undefined;
  onChange: (bound: Bound) => void;
}

/** What one argument may be in the requests that are not asked about any more. */
export function BoundField({ boundable, bound, error, onChange }: BoundFieldProps) {
  const { argument, kind, values, free, never } = boundable;
  const set = (change: Partial<Bound>) => onChange({ ...bound, ...change });
  return (
    <fieldset className="grid gap-2 border-border border-b py-3 last:border-b-0 sm:grid-cols-[minmax(8rem,14rem)_1fr] sm:gap-4">
      <legend className="float-left font-mono text-xs sm:pt-1.5">
        <LiteralText text={argument} />
      </legend>
      <div className="grid gap-2">
        {never ? <p className="text-danger">This cannot be approved in advance: {never}.</p> : null}
        {!never && kind === "number" ? <Range bound={bound} set={set} /> : null}
        {!never && kind === "flag" ? <p className="pt-1">stays {values[0] === true ? "yes" : "no"}</p> : null}
        {!never && kind === "nothing" ? <p className="pt-1 text-muted-foreground">stays empty</p> : null}
        {!never && kind === "text" ? <Texts boundable={boundable} bound={bound} set={set} /> : null}
        {!never && free ? (
          <Checkbox checked={bound.open} onCheckedChange={(open) => set({ open })}>
            May say anything: it is a remark
          </Checkbox>
        ) : null}
        {error ? (
          <p role="alert" className="text-danger text-xs">
            {error}
          </p>
        ) : null}
      </div>
    </fieldset>
  );
}

type Part = { bound: Bound; set: (change: Partial<Bound>) => void };

function Range({ bound, set }: Part) {
  return (
    <div className="grid grid-cols-2 gap-3">
      <Field label="At least">
        <Input inputMode="decimal" value={bound.least} onChange={(event) => set({ least: event.target.value })} />
      </Field>
      <Field label="At most">
        <Input inputMode="decimal" value={bound.most} onChange={(event) => set({ most: event.target.value })} />
      </Field>
    </div>
  );
}

function Texts({ boundable, bound, set }: Part & { boundable: Boundable }) {
  if (bound.open) return null;
  return (
    <Field label={boundable.listed ? "Each entry is one of" : "Is one of"} hint="One per line, exactly as it is given.">
      <Textarea rows={2} value={bound.choices} onChange={(event) => set({ choices: event.target.value })} />
    </Field>
  );
}
