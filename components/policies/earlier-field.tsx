"use client";

import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button, IconButton } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { LiteralText } from "@/components/ui/literal-text";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import type { PickableTool } from "@/lib/policy/schema";

export interface EarlierRow {
  server: string;
  tool: string;
  result: string;
}

const MOST = 10;

export interface EarlierFieldProps {
  tools: readonly PickableTool[];
  rows: readonly EarlierRow[];
  onChange: (rows: EarlierRow[]) => void;
}

/** What the agent read before this call: values that come from there are judged by where they were read. */
export function EarlierField({ tools, rows, onChange }: EarlierFieldProps) {
  const [index, setIndex] = useState("0");
  const [result, setResult] = useState("");
  const tool = tools[Number(index)];
  const options = tools.map(({ name, server }, at) => ({ value: String(at), label: `${name} on ${server}` }));

  function add(): void {
    if (!tool) return;
    onChange([...rows, { server: tool.server, tool: tool.name, result }]);
    setResult("");
  }

  return (
    <details>
      <summary className="font-medium">
        What it read before{rows.length ? `: ${rows.length}` : ""}{" "}
        <span className="font-normal text-muted-foreground">optional</span>
      </summary>
      <div className="mt-2 grid gap-3 border-border border-l-2 pl-3">
        {rows.length ? (
          <ol className="grid gap-2">
            {rows.map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: an order of calls, each may repeat
              <li key={at} className="flex items-start justify-between gap-2">
                <span className="min-w-0">
                  <LiteralText text={row.tool} /> answered{" "}
                  <LiteralText text={row.result.slice(0, 120) || "nothing"} className="text-muted-foreground" />
                </span>
                <IconButton
                  label={`Remove the result of ${row.tool}`}
                  size="sm"
                  onClick={() => onChange(rows.filter((_, other) => other !== at))}
                >
                  <Trash2 aria-hidden />
                </IconButton>
              </li>
            ))}
          </ol>
        ) : null}
        <Field label="From the tool">
          <Select options={options} value={index} onValueChange={setIndex} />
        </Field>
        <Field label="What came back" optional>
          <Textarea rows={3} maxLength={20_000} value={result} onChange={(event) => setResult(event.target.value)} />
        </Field>
        <div>
          <Button variant="outline" size="sm" disabled={!tool || rows.length >= MOST} onClick={add}>
            <Plus aria-hidden />
            Add this result
          </Button>
        </div>
      </div>
    </details>
  );
}
