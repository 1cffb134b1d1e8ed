import { stringify } from "csv-stringify/sync";
import { requireReach } from "@/lib/access";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { newId } from "@/lib/ids";
import { countEvents } from "./event-facets";
import { sentenceText } from "./present";
import { listEvents } from "./queries";
import { recordEvent } from "./record";
import { type AuditSearchInput, auditSearchSchema, type EventView } from "./search";

const PAGE = 200;
const COLUMNS = [
  "id",
  "at",
  "type",
  "severity",
  "outcome",
  "actorId",
  "actor",
  "event",
  "agentId",
  "targetId",
  "correlationId",
  "seq",
];

/**
 * The events of a search, newest first, as CSV (formulas neutralised) or JSON Lines, in chunks of whole rows.
 * The export is itself recorded, before its first row leaves.
 * @throws CountersignError `forbidden`
 */
export async function* exportEvents(
  ctx: Context,
  input: AuditSearchInput,
  format: "csv" | "jsonl",
): AsyncGenerator<string> {
  requireReach(ctx, "audit.export");
  const search = auditSearchSchema.parse({ ...input, olderThan: null, newerThan: null, limit: PAGE });
  const { count, exact } = await countEvents(ctx, search);
  await inSqlTransaction((tx) =>
    recordEvent(tx, ctx, {
      type: "export.created",
      targetId: newId("req", ctx.now),
      details: { what: "audit events", query: JSON.stringify(search), rows: exact ? count : `${count}+` },
    }),
  );
  if (format === "csv") yield `${COLUMNS.join(",")}\r\n`;
  let cursor: string | null = null;
  do {
    const page = await listEvents(ctx, { ...search, olderThan: cursor });
    if (page.rows.length) yield format === "csv" ? csvOf(page.rows) : jsonLinesOf(page.rows);
    cursor = page.older;
  } while (cursor);
}

function flat(event: EventView) {
  return {
    id: event.id,
    at: event.at,
    type: event.type,
    severity: event.severity,
    outcome: event.outcome,
    actorId: event.actor.id,
    actor: event.actor.name,
    event: sentenceText(event.sentence),
    agentId: event.agent?.id ?? "",
    targetId: event.target.id,
    correlationId: event.correlationId,
    seq: event.seq,
  };
}

function csvOf(events: readonly EventView[]): string {
  return stringify(events.map(flat), { columns: COLUMNS, record_delimiter: "\r\n", escape_formulas: true, bom: false });
}

function jsonLinesOf(events: readonly EventView[]): string {
  return events.map((event) => `${JSON.stringify(flat(event))}\n`).join("");
}
