import { stringify } from "csv-stringify/sync";
import { requireReach, visibility } from "@/lib/access";
import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { newId } from "@/lib/ids";
import { parseInput } from "@/lib/parse";
import { type ReachersInput, reachersSchema } from "../schema";
import type { Reacher } from "../views";
import { soughtOf } from "./list-reachers";
import { selectReachers } from "./queries";

const COLUMNS: [header: string, value: (row: Reacher) => string][] = [
  ["agent_id", (row) => row.id],
  ["agent", (row) => row.name],
  ["environment", (row) => row.environment],
  ["status", (row) => row.status],
  ["tier", (row) => row.tier ?? ""],
  ["owner", (row) => row.owner?.name ?? ""],
  ["access", (row) => row.access],
  ["standing", (row) => row.standing],
  ["tools", (row) => row.paths.map(({ server, tool }) => `${server}: ${tool}`).join(", ")],
  ["tool_count", (row) => String(row.pathCount)],
];
const BATCH = 1000;

/** All agents that reach it as CSV, in chunks, by the filters given. The export is an event. @throws CountersignError `not_found` */
export async function* exportReachers(ctx: Context, input: ReachersInput): AsyncGenerator<string> {
  requireReach(ctx, "agents.export");
  const search = { ...parseInput(reachersSchema, input), limit: BATCH };
  const sought = await soughtOf(search);
  const seen = visibility(ctx.actor, "agents.export");
  const { cursor, limit, ...filters } = search;
  let page = await selectReachers(seen, sought, { ...search, cursor: null });
  await inSqlTransaction((tx) =>
    recordEvent(tx, ctx, {
      type: "export.created",
      targetId: newId("req", ctx.now),
      details: { what: "agents that reach", query: JSON.stringify(filters), rows: page.total.count },
    }),
  );
  yield csv([COLUMNS.map(([header]) => header)]);
  for (;;) {
    if (page.rows.length) yield csv(page.rows.map((row) => COLUMNS.map(([, value]) => value(row))));
    if (!page.next) return;
    page = await selectReachers(seen, sought, { ...search, cursor: page.next });
  }
}

function csv(rows: string[][]): string {
  return stringify(rows, { escape_formulas: true, record_delimiter: "windows" });
}
