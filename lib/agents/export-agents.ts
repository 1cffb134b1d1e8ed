import { stringify } from "csv-stringify/sync";
import { can, requirePermission } from "@/lib/access";
import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { newId } from "@/lib/ids";
import { parseInput } from "@/lib/parse";
import type { Cursor } from "./filter";
import { countAgents, nextRows } from "./queries";
import { type AgentRow, type AgentSearchInput, agentSearchSchema, SOURCE_LABELS } from "./schema";

const COLUMNS: [header: string, value: (row: AgentRow) => string][] = [
  ["id", (row) => row.id],
  ["name", (row) => row.name],
  ["environment", (row) => row.environment],
  ["kind", (row) => row.kind],
  ["status", (row) => row.status],
  ["tier", (row) => row.tier ?? ""],
  ["provider", (row) => row.provider],
  ["model", (row) => row.model],
  ["team", (row) => row.team?.name ?? ""],
  ["owner", (row) => row.owner?.name ?? ""],
  ["deputy", (row) => row.deputy?.name ?? ""],
  ["sponsor", (row) => row.sponsor?.name ?? ""],
  ["source", (row) => SOURCE_LABELS[row.source]],
  ["signature", (row) => row.signature],
  ["updated_at_utc", (row) => row.updatedAt],
];
const BATCH = 1000;
/** Beyond this an export is no longer a file that a person opens; counting stops there too. */
const MOST = 5_000_000;

/**
 * The agents of a search as CSV (RFC 4180), in chunks of text, in the order of the search. Cells that a spreadsheet would run
 * as a formula are neutralised. Recorded before the first chunk: what was handed out stays known even if the reader hangs up.
 */
export async function* exportAgents(ctx: Context, input: AgentSearchInput): AsyncGenerator<string> {
  const search = { ...parseInput(agentSearchSchema, input), cursor: null, limit: BATCH };
  requireExport(ctx);
  const total = await countAgents(ctx, search, MOST);
  await inSqlTransaction((tx) =>
    recordEvent(tx, ctx, {
      type: "export.created",
      targetId: newId("req", ctx.now),
      details: { what: "agents", query: JSON.stringify(filtersOf(search)), rows: total.count },
    }),
  );
  yield csv([COLUMNS.map(([header]) => header)]);
  let from: Cursor | null = null;
  do {
    const batch: Awaited<ReturnType<typeof nextRows>> = await nextRows(ctx, search, from);
    if (batch.rows.length) yield csv(batch.rows.map((row) => COLUMNS.map(([, value]) => value(row))));
    from = batch.next;
  } while (from);
}

// Whoever holds the right in some scope may export what the query lets them see, and no more.
function requireExport(ctx: Context): void {
  const teams = "grants" in ctx.actor ? ctx.actor.grants.map((grant) => grant.teamId) : [];
  const somewhere = teams.find((teamId) => can(ctx.actor, "agents.export", { teamId }));
  requirePermission(ctx, "agents.export", { teamId: somewhere ?? null });
}

/** The filters that are set, for the record. */
function filtersOf(search: AgentSearchInput): object {
  const { cursor, limit, ...filters } = search;
  return Object.fromEntries(
    Object.entries(filters).filter(
      ([, value]) => value !== null && value !== "" && !(Array.isArray(value) && !value.length),
    ),
  );
}

function csv(rows: string[][]): string {
  return stringify(rows, { escape_formulas: true, record_delimiter: "windows" });
}
