import { Card, CardHeader } from "@/components/ui/card";
import type { CaseView, PayloadRow } from "@/lib/approvals/views";
import { Payload } from "./payload";

/** What was asked beside what was approved instead of it; what differs is marked. */
export function Narrowed({ view, narrowed }: { view: CaseView; narrowed: NonNullable<CaseView["narrowed"]> }) {
  const { payload, status } = view;
  const changed = changedIn(payload, narrowed.payload);
  const less = narrowed.payload.filter(({ path }) => changed.has(path));
  const gone = payload.length - narrowed.payload.length;
  return (
    <Card>
      <CardHeader
        title={status === "pending" ? "What would run: less than was asked" : "Approved: less than was asked"}
        description={`A reviewer made it smaller; these arguments alone may run. ${sentenceOf(less.length, gone)}`}
        level={3}
      />
      <Payload rows={narrowed.payload} label="Narrowed arguments" changed={changed} narrowing />
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
