import { prepareEvent, recordOnce } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { CountersignError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { digestOf, keyOf } from "./digest";
import { eventOfReport, type Fields, fieldsOf, jsonOf } from "./event-of-report";
import { readReport } from "./read-report";
import { type Resolved, resolveReports } from "./resolve";
import { isAhead, type Source } from "./rules";
import { faultsOf, type Report, type RowFault, reportSchema } from "./schema";
import { type KeyRow, REPORTED_KEYS, selectReported } from "./store";
import { HINTS, LIMITS } from "./terms";
import type { BatchResult, RowResult } from "./views";

/** A row on its way: read, and keyed by its reporter and id. */
interface Read {
  place: number;
  report: Report;
  fields: Fields;
  key: Buffer;
  digest: Buffer;
}

/**
 * Records what a reporter says happened (L7): each event once by the reporter's own id, for seven days, and each answered for itself.
 * What is recorded is committed before this resolves; secrets and personal data are masked before (L8). After a throw the same
 * batch again settles what became of it.
 * @param batch up to 1,000 values, each an event as `reportSchema` has it or refused
 * @throws CountersignError `forbidden`, `invalid`, `too_large`, `sealed`, `unavailable` (slow down)
 */
export async function reportEvents(ctx: Context, source: Source, batch: readonly unknown[]): Promise<BatchResult> {
  requireReporter(ctx, source);
  if (batch.length > LIMITS.batch) {
    throw new CountersignError("too_large", `A batch holds up to ${LIMITS.batch} events: send it in parts.`);
  }
  const results = new Array<RowResult | undefined>(batch.length);
  const read = batch.flatMap((row, place) => readRow(ctx, row, place, results) ?? []);
  const { first, again } = firstOfEach(read);
  const resolved = await resolveReports(
    { id: ctx.actor.id, source },
    first.map(({ report }) => report),
  );
  await recordRows(ctx, source, { first, resolved, results });
  for (const { row, of } of again) results[row.place] = repeatedOrRefused(row, of, results[of.place]);
  const all = results.map((result) => result ?? refusedRow(null, []));
  const count = (status: RowResult["status"]) => all.filter((one) => one.status === status).length;
  return { recorded: count("recorded"), repeated: count("repeated"), refused: count("refused"), results: all };
}

// The rows of one permission table are people's: a reporter may report because it is one, and an agent only for itself.
function requireReporter({ actor }: Context, source: Source): void {
  const isOwn = actor.kind === "agent" && (source.onlyAgentId === actor.id || source.kind === "gateway");
  if (actor.kind === "apiKey" || isOwn) return;
  throw new CountersignError(
    "forbidden",
    "Events are reported by machines: with a key for reporting, or an agent's token.",
  );
}

function readRow(ctx: Context, row: unknown, place: number, results: (RowResult | undefined)[]): Read | null {
  const found = reportOf(row);
  if ("faults" in found) return refuse(results, place, row, found.faults);
  const { report } = found;
  if (isAhead(report.occurredAt, ctx.now, LIMITS.aheadMs)) {
    return refuse(results, place, row, [faultIn("occurredAt", "This is still to come, by our clock.")]);
  }
  let fields: Fields;
  try {
    fields = fieldsOf(report);
  } catch {
    const fault = { field: "", sentence: "A text holds half of a character.", write: "well-formed Unicode" };
    return refuse(results, place, row, [fault]);
  }
  return { place, report, fields, key: keyOf(report.id), digest: digestOf(jsonOf(fields)) };
}

function reportOf(row: unknown): { report: Report } | { faults: RowFault[] } {
  const read = readReport(row);
  if (read) return { report: read };
  const parsed = reportSchema.safeParse(row);
  return parsed.success ? { report: parsed.data } : { faults: faultsOf(parsed.error, row) };
}

function refuse(results: (RowResult | undefined)[], place: number, row: unknown, faults: RowFault[]): null {
  results[place] = refusedRow(idOf(row), faults);
  return null;
}

/** The first row of each id, and those that come again within the batch. */
function firstOfEach(read: readonly Read[]) {
  const byKey = new Map<string, Read>();
  const again: { row: Read; of: Read }[] = [];
  for (const row of read) {
    const name = row.report.id;
    const of = byKey.get(name);
    if (of) again.push({ row, of });
    else byKey.set(name, row);
  }
  // In the order of keys in every batch: two with the same ids wait for each other, and never both.
  const first = [...byKey.values()].sort((one, other) => one.key.compare(other.key));
  return { first, again };
}

interface Rows {
  first: readonly Read[];
  resolved: readonly (Resolved | { faults: RowFault[] })[];
  results: (RowResult | undefined)[];
}

async function recordRows(ctx: Context, source: Source, { first, resolved, results }: Rows): Promise<void> {
  const rows = [];
  const keys: KeyRow[] = [];
  const sent: Read[] = [];
  for (const [at, read] of first.entries()) {
    const found = resolved[at];
    if (!found || "faults" in found) {
      results[read.place] = refusedRow(read.report.id, found?.faults ?? []);
      continue;
    }
    const { event, written } = eventOfReport(read, found.agentId, source);
    const correlationId = found.correlationId ?? newId("req", ctx.now);
    const prepared = prepareEvent({ ...ctx, correlationId }, event, written);
    if ("refusal" in prepared) {
      const write = "shorter or fewer texts: one event holds 64 kB, and no NUL character";
      results[read.place] = refusedRow(read.report.id, [{ field: "", sentence: prepared.refusal, write }]);
      continue;
    }
    rows.push(prepared.row);
    keys.push({ key: read.key, digest: read.digest, eventId: prepared.row.id, sourceId: ctx.actor.id, at: ctx.now });
    sent.push(read);
  }
  if (rows.length === 0) return;
  const recorded = await recordOnce(rows, REPORTED_KEYS, keys);
  await answerSent({ sourceId: ctx.actor.id, sent, keys, recorded, results });
}

interface Sent {
  sourceId: string;
  sent: readonly Read[];
  keys: readonly KeyRow[];
  recorded: ReadonlySet<string>;
  results: (RowResult | undefined)[];
}

async function answerSent({ sourceId, sent, keys, recorded, results }: Sent): Promise<void> {
  const before = keys.filter(({ eventId }) => !recorded.has(eventId)).map(({ key }) => key);
  const known = before.length ? await selectReported(sourceId, before) : [];
  const byKey = new Map(known.map((one) => [one.key.toString("hex"), one]));
  for (const [at, { report, place, digest }] of sent.entries()) {
    const { key, eventId } = keys[at] as KeyRow;
    if (recorded.has(eventId)) {
      results[place] = { id: report.id, status: "recorded", eventId };
      continue;
    }
    const former = byKey.get(key.toString("hex"));
    if (former?.digest.equals(digest)) results[place] = { id: report.id, status: "repeated", eventId: former.eventId };
    else results[place] = conflict(report.id);
  }
}

function repeatedOrRefused(row: Read, of: Read, result: RowResult | undefined): RowResult {
  if (!row.digest.equals(of.digest)) return conflict(row.report.id);
  if (!result || result.status === "refused") return { ...(result ?? refusedRow(row.report.id, [])) };
  return { ...result, status: "repeated" };
}

function conflict(id: string): RowResult {
  return refusedRow(id, [
    {
      field: "id",
      sentence: "Another event was reported under this id.",
      write: "an id of its own for every event; what was recorded cannot be changed",
    },
  ]);
}

function refusedRow(id: string | null, errors: RowFault[]): RowResult {
  return { id, status: "refused", errors };
}

function faultIn(field: string, sentence: string): RowFault {
  return { field, sentence, write: HINTS[field] ?? "" };
}

function idOf(row: unknown): string | null {
  const id = typeof row === "object" && row !== null && "id" in row ? row.id : null;
  return typeof id === "string" ? id.slice(0, LIMITS.idLength) : null;
}
