import { stringify } from "csv-stringify/sync";
import { requireReach, visibility } from "@/lib/access";
import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { newId } from "@/lib/ids";
import { parseInput } from "@/lib/parse";
import { type SubjectInput, subjectSchema } from "../schema";
import type { PlaceRow } from "../views";
import { reachOf, targetOf } from "./what-if";

const COLUMNS: [header: string, value: (row: PlaceRow) => string][] = [
  ["resource_id", (row) => row.id ?? ""],
  ["resource", (row) => row.name],
  ["kind", (row) => row.kind ?? "stated"],
  ["data_classes", (row) => row.dataClasses.join(" ")],
  ["access", (row) => row.access],
  ["standing", (row) => row.standing],
  ["weight", (row) => String(row.score)],
  ["tools", (row) => row.tools.join(", ")],
  ["tool_count", (row) => String(row.toolCount)],
  ["records", (row) => String(row.records)],
  ["people", (row) => String(row.people)],
  ["money", (row) => String(row.money)],
];

/** Everything within reach of a subject as CSV; cells that a spreadsheet would run are neutralised. The export is an event. */
export async function exportReach(ctx: Context, input: SubjectInput): Promise<string> {
  requireReach(ctx, "agents.export");
  const subject = parseInput(subjectSchema, input);
  const { rows } = await reachOf(visibility(ctx.actor, "agents.export"), targetOf(subject));
  await inSqlTransaction((tx) =>
    recordEvent(tx, ctx, {
      type: "export.created",
      targetId: newId("req", ctx.now),
      details: { what: `reach of one ${subject.kind}`, query: JSON.stringify(subject), rows: rows.length },
    }),
  );
  const cells = [COLUMNS.map(([header]) => header), ...rows.map((row) => COLUMNS.map(([, value]) => value(row)))];
  return stringify(cells, { escape_formulas: true, record_delimiter: "windows" });
}
