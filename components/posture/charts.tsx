import { cn } from "@/components/cn";
import { AGENT_STATUSES, STATUS_LABELS, TIER_LABELS, TIERS } from "@/lib/agents/terms";
import { quarterText, valueText } from "@/lib/posture/present";
import type { ApprovalWeek, CampaignQuarter, DenialWeek, PostureView, TierCell } from "@/lib/posture/views";
import { type Cell, ChartCard } from "./chart-card";

const STATES = AGENT_STATUSES.filter((status) => status !== "decommissioned");
const STATE_INK: Record<(typeof STATES)[number], string> = {
  draft: "var(--border-strong)",
  registered: "var(--info)",
  active: "var(--success)",
  suspended: "var(--warning)",
};
const ROWS = [...[...TIERS].reverse(), null];
const count = (value: number): Cell => ({ text: value.toLocaleString("en") });
const sum = <T,>(rows: readonly T[], of: (row: T) => number) => rows.reduce((total, row) => total + of(row), 0);
const named = (value: number, one: string, many: string) => `${value.toLocaleString("en")} ${value === 1 ? one : many}`;

/** The four pictures: where agents stand, what people decided, what was denied, how far campaigns came. */
export function Charts({ posture: { tiers, approvals, denials, campaigns } }: { posture: PostureView }) {
  const alone = !approvals && !denials && !campaigns;
  return (
    <div className={cn("grid items-start gap-4", !alone && "xl:grid-cols-2")}>
      <TierChart tiers={tiers} />
      {approvals ? <ApprovalChart weeks={approvals} /> : null}
      {denials ? <DenialChart weeks={denials} /> : null}
      {campaigns ? <CampaignChart quarters={campaigns} /> : null}
    </div>
  );
}

function TierChart({ tiers }: { tiers: readonly TierCell[] }) {
  const cellOf = (tier: TierCell["tier"], status: TierCell["status"]) =>
    tiers.find((cell) => cell.tier === tier && cell.status === status);
  const shown = ROWS.filter((tier) => tiers.some((cell) => cell.tier === tier));
  const label = (tier: TierCell["tier"]) => (tier ? TIER_LABELS[tier] : "No tier yet");
  const dangerous = sum(
    tiers.filter(({ tier }) => tier === "high" || tier === "critical"),
    ({ agents }) => agents,
  );
  const all = sum(tiers, ({ agents }) => agents);
  return (
    <ChartCard
      id="by-tier"
      title="Agents by tier and state"
      description="Without those that were decommissioned."
      said={`${named(all, "agent", "agents")}, ${dangerous.toLocaleString("en")} of them of tier high or critical.`}
      empty="There is no agent yet."
      lying
      rows={shown.map((tier) => ({
        name: label(tier),
        ...Object.fromEntries(STATES.map((status) => [status, cellOf(tier, status)?.agents ?? 0])),
      }))}
      series={STATES.map((status) => ({ key: status, label: STATUS_LABELS[status], ink: STATE_INK[status] }))}
      table={{
        columns: ["Tier", ...STATES.map((status) => STATUS_LABELS[status])],
        rows: shown.map((tier) => ({
          name: label(tier),
          cells: STATES.map((status) => {
            const cell = cellOf(tier, status);
            return cell ? { ...count(cell.agents), href: cell.href } : count(0);
          }),
        })),
      }}
    />
  );
}

function ApprovalChart({ weeks }: { weeks: readonly ApprovalWeek[] }) {
  const asked = weeks.filter(({ approved, denied, expired }) => approved + denied + expired > 0);
  const expired = sum(weeks, (week) => week.expired);
  const decided = sum(weeks, (week) => week.approved + week.denied);
  return (
    <ChartCard
      id="approvals"
      title="Approvals by week"
      description="By the week of the request (Monday, UTC), with the median time until people decided."
      said={`People decided ${named(decided, "request", "requests")} in ${weeks.length} weeks; ${named(expired, "request", "requests")} timed out.`}
      empty="Nothing was asked in these weeks."
      rows={weeks.map(({ week, medianSeconds, ...outcomes }) => ({
        name: week.slice(5),
        ...outcomes,
        median: medianSeconds === null ? null : Math.round(medianSeconds / 6) / 10,
        medianText: valueText("seconds", medianSeconds),
      }))}
      series={[
        { key: "approved", label: "Approved", ink: "var(--success)" },
        { key: "denied", label: "Denied", ink: "var(--danger)" },
        { key: "expired", label: "Timed out", ink: "var(--warning)" },
      ]}
      line={{ key: "median", label: "Median time to decide", ink: "var(--foreground)", unit: "min" }}
      table={{
        columns: ["Week", "Approved", "Denied", "Timed out", "Median"],
        rows: [...asked].reverse().map(({ week, medianSeconds, ...outcomes }) => ({
          name: week,
          cells: [
            count(outcomes.approved),
            count(outcomes.denied),
            count(outcomes.expired),
            { text: valueText("seconds", medianSeconds) },
          ],
        })),
      }}
    />
  );
}

const WEEK_MS = 7 * 86_400_000;

function DenialChart({ weeks }: { weeks: readonly DenialWeek[] }) {
  const total = sum(weeks, ({ denied }) => denied);
  const last = (week: string) => new Date(Date.parse(week) + WEEK_MS - 86_400_000).toISOString().slice(0, 10);
  return (
    <ChartCard
      id="denials"
      title="Calls denied by week"
      description="Weeks begin on Monday, UTC; the last one is not over."
      said={`${named(total, "call was", "calls were")} denied in ${weeks.length} weeks.`}
      empty="No call was denied in these weeks."
      rows={weeks.map(({ week, denied }) => ({ name: week.slice(5), denied }))}
      series={[{ key: "denied", label: "Denied", ink: "var(--danger)" }]}
      table={{
        columns: ["Week", "Denied"],
        rows: weeks
          .filter(({ denied }) => denied > 0)
          .reverse()
          .map(({ week, denied }) => ({
            name: week,
            cells: [{ ...count(denied), href: `/decisions?outcome=deny&from=${week}&to=${last(week)}` }],
          })),
      }}
    />
  );
}

function CampaignChart({ quarters }: { quarters: readonly CampaignQuarter[] }) {
  const [items, settled] = [sum(quarters, (one) => one.items), sum(quarters, (one) => one.settled)];
  return (
    <ChartCard
      id="campaigns"
      title="Campaigns by quarter"
      description="Rights under review, by the quarter of the launch."
      said={`${settled.toLocaleString("en")} of ${named(items, "right", "rights")} under review are settled.`}
      empty="No campaign was launched in these quarters."
      rows={quarters.map(({ quarter, settled, open, outside }) => ({
        name: quarterText(quarter),
        settled,
        open,
        outside,
      }))}
      series={[
        { key: "settled", label: "Settled", ink: "var(--success)" },
        { key: "open", label: "Still asks somebody", ink: "var(--warning)" },
        { key: "outside", label: "Left out or gone", ink: "var(--border-strong)" },
      ]}
      table={{
        columns: ["Quarter", "Rights", "Settled", "Open", "Left out or gone"],
        rows: [...quarters].reverse().map(({ quarter, items, settled, open, outside }) => ({
          name: quarterText(quarter),
          cells: [count(items), count(settled), count(open), count(outside)],
        })),
      }}
    />
  );
}
