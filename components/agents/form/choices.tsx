"use client";

import { Checkbox } from "@/components/ui/checkbox";

export interface ChoicesProps<Value extends string> {
  labels: Readonly<Record<Value, string>>;
  chosen: readonly Value[];
  onChange: (chosen: Value[]) => void;
}

/** Any of a closed list, all in view. */
export function Choices<Value extends string>({ labels, chosen, onChange }: ChoicesProps<Value>) {
  const values = Object.keys(labels) as Value[];
  return (
    <div className="grid grid-cols-2 gap-x-4 gap-y-1 sm:grid-cols-4">
      {values.map((value) => (
        <Checkbox
          key={value}
          aria-label={labels[value]}
          checked={chosen.includes(value)}
          onCheckedChange={(on) => onChange(values.filter((one) => (one === value ? on : chosen.includes(one))))}
        >
          {labels[value]}
        </Checkbox>
      ))}
    </div>
  );
}
