import { stringify } from "csv-stringify/sync";
import { waitsByTeam } from "@/lib/approvals";
import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { newId } from "@/lib/ids";
import { askedOf } from "./asked";
import { selectRegistered, selectRows, selectTotal } from "./queries";
import { rowOf } from "./rows";
import type { UsageSearchInput } from "./schema";
import type { UsageRow } from "./views";

const MOST = 20_000;

/**
 * The rows of `readUsage` under the same search, all pages of them (20,000 at most), as CSV with a byte order mark; what a
 * spreadsheet would take for a formula is escaped. The export is an event.
 * @throws CountersignError `forbidden`, `invalid`
 */
export async function exportUsage(ctx: Context, input: UsageSearchInput): Promise<string> {
  const asked = askedOf(ctx, input);
  const { search, seen, span } = asked;
  const [found, total, registered, waits] = await Promise.all([
    selectRows({ ...asked, search: { ...search, after: null, limit: MOST } }),
    selectTotal(asked),
    selectRegistered(seen),
    waitsByTeam(ctx, span),
  ]);
  const rows = found.slice(0, MOST).map((row) => rowOf(row, search, { registered, waits, calls: total.calls }));
  await inSqlTransaction((tx) =>
    recordEvent(tx, ctx, {
      type: "export.created",
      targetId: newId("req", ctx.now),
      details: { what: "usage", query: "", rows: rows.length },
    }),
  );
  const within = [span.from.toISOString(), span.to.toISOString()];
  return stringify([HEAD, ...rows.map((row) => [...within, ...lineOf(row)])], { escape_formulas: true, bom: true });
}

const HEAD = [
  ...[
    "from",
    "to",
    "id",
    "name",
    "team",
    "server",
    "tool",
    "calls",
    "share",
    "calls before",
    "change",
    "decided",
    "allowed",
  ],
  ...[
    "denied",
    "waited for approval",
    "reported",
    "errors",
    "error rate",
    "p50 ms",
    "p95 ms",
    "waited per 100 decided",
  ],
  ...["median wait s", "active agents", "agents", "environment"],
];

function lineOf(row: UsageRow): (string | number | null)[] {
  return [
    ...[row.id, row.name, row.team?.name ?? "", row.server, row.tool, row.calls, exact(row.share), row.before],
    ...[exact(row.change), row.decided, row.allowed, row.denied, row.steppedUp, row.reported, row.errors],
    ...[exact(row.errorRate), exact(row.p50), exact(row.p95), exact(row.stepUpsPer100), exact(row.medianWaitSeconds)],
    ...[row.activeAgents, row.registeredAgents, row.environment],
  ];
}

const exact = (value: number | null) => (value === null ? null : Number(value.toFixed(4)));
