import { Cell, framedTable, PlainTable } from "@/components/data-table/plain-table";
import { EmptyState } from "@/components/ui/empty-state";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import type { ReminderRow } from "@/lib/campaigns/overview/views";
import type { CampaignRules } from "@/lib/campaigns/terms";
import { remindersWords } from "../wizard/words";

/** Who was reminded, when, and of how many open items. */
export function RemindersTable({ rows, rules }: { rows: readonly ReminderRow[]; rules: CampaignRules }) {
  if (rows.length === 0) {
    return <EmptyState title="Nobody was reminded yet" description={remindersWords(rules)} />;
  }
  return (
    <div className="grid gap-3">
      <p className="text-muted-foreground">{remindersWords(rules)} The latest 50 are shown.</p>
      <PlainTable
        label="Reminders"
        className={framedTable}
        minWidth="min-w-128"
        head={["Person", "Why", "Open items", "When"]}
      >
        {rows.map((row) => (
          <tr key={`${row.person.id} ${row.stage} ${row.step}`}>
            <Cell row className="font-medium">
              <LiteralText text={row.person.name} />
            </Cell>
            <Cell>{stepWords(row.step)}</Cell>
            <Cell className="tabular-nums">{row.open.toLocaleString("en")}</Cell>
            <Cell>
              <Time at={row.at} />
            </Cell>
          </tr>
        ))}
      </PlainTable>
    </div>
  );
}

/** "days_3" → "3 days left". */
function stepWords(step: string): string {
  const before = /^days_(\d+)$/.exec(step);
  if (before) return before[1] === "1" ? "1 day left" : `${before[1]} days left`;
  if (step === "due") return "The day it is due";
  if (step === "manager") return "Their manager was told";
  return step.startsWith("overdue") ? "Overdue" : step;
}
