import { ScrollRegion } from "@/components/data-table/scroll-region";
import { EmptyState } from "@/components/ui/empty-state";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import type { ReminderRow } from "@/lib/campaigns/overview/views";
import type { CampaignRules } from "@/lib/campaigns/terms";
import { remindersWords } from "../wizard/words";

const HEAD = "h-9 whitespace-nowrap border-border border-b bg-muted px-4 text-left font-medium";
const CELL = "border-border border-b px-4 py-2";

/** Who was reminded, when, and of how many open items. */
export function RemindersTable({ rows, rules }: { rows: readonly ReminderRow[]; rules: CampaignRules }) {
  if (rows.length === 0) {
    return <EmptyState title="Nobody was reminded yet" description={remindersWords(rules)} />;
  }
  return (
    <div className="grid gap-3">
      <p className="text-muted-foreground">{remindersWords(rules)} The latest 50 are shown.</p>
      <ScrollRegion label="Reminders" className="rounded-lg border border-border bg-card">
        <table className="w-full min-w-128 border-separate border-spacing-0 [&_tr:last-child>*]:border-b-0">
          <thead>
            <tr className="text-muted-foreground text-xs">
              {["Person", "Why", "Open items", "When"].map((name) => (
                <th key={name} scope="col" className={HEAD}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.person.id} ${row.stage} ${row.step}`}>
                <th scope="row" className={`${CELL} text-left font-medium`}>
                  <LiteralText text={row.person.name} />
                </th>
                <td className={CELL}>{stepWords(row.step)}</td>
                <td className={`${CELL} tabular-nums`}>{row.open.toLocaleString("en")}</td>
                <td className={CELL}>
                  <Time at={row.at} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
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
