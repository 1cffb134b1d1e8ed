import { Card, CardHeader } from "@/components/ui/card";
import type { CaseView, PayloadRow } from "@/lib/approvals/views";
import { Payload } from "./payload";

/** What was asked beside what was approved instead of it; what differs is marked. */
export function Narrowed({ view: { payload, narrowed } }: { view: CaseView }) {
  if (!narrowed) return null;
  const changed = changedIn(payload, narrowed.payload);
  const less = narrowed.payload.filter(({ path }) => changed.has(path));
  const gone = payload.length - narrowed.payload.length;
  return (
    <Card>
      <CardHeader
        title="Approved with less than was asked"
        description={`The agent was told these arguments; they alone may run. ${sentenceOf(less.length, gone)}`}
        level={3}
      />
      <Payload rows={narrowed.payload} label="Approved arguments" changed={changed} />
    </Card>
  );
}

function changedIn(asked: readonly PayloadRow[], approved: readonly PayloadRow[]): Set<string> {
  const before = new Map(asked.map(({ path, text }) => [path, text]));
  return new Set(approved.filter(({ path, text }) => before.get(path) !== text).map(({ path }) => path));
}

function sentenceOf(changed: number, gone: number): string {
  const parts = [
    changed ? `${changed} ${changed === 1 ? "value is" : "values are"} different, and marked` : "",
    gone > 0 ? `${gone} ${gone === 1 ? "value was" : "values were"} left out` : "",
  ].filter(Boolean);
  return parts.length ? `${parts.join("; ")}.` : "";
}
