import { type NewEvent, recordEvents } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { type Offer, writeOffers } from "./hand-over/offer";
import { divide, seated } from "./hand-over/rules";
import type { Outcome } from "./import/decide";
import { lastUsedAfter } from "./import/last-used";
import { makePlan, type Planned, type ReadImport } from "./import/plan";
import { insertImport, insertImportRows, lockImports, putSources, type WrittenSource } from "./import/store";
import { type Equipped, prepareChanged, prepareNew, surroundingsOf } from "./import/tools";
import { requireNamed } from "./people-named";
import { readImport } from "./plan-import";
import { WEIGHTY } from "./rules";
import { type AgentField, type ImportDone, type ImportInput, UNSTATED } from "./schema";
import { insertAgents, NEW_AGENT, type StoredAgent } from "./store";
import { NO_SURROUNDINGS } from "./tier/rules";
import { changeAgents, recordSettled, settle } from "./tier/settle";
import { bringsSomething, listedEvents, writeListings } from "./tools/listing";
import { listingText } from "./tools/terms";

/** Rows of one statement: keeps parameters to a few megabytes. */
const CHUNK = 1000;

/**
 * Imports a file (V3): new records become drafts, changed ones update what nobody edited by hand. All of it or nothing, with an
 * event for every agent; repeated, it finds only duplicates.
 * @throws CountersignError `conflict` when the outcome is no longer that of `planDigest`; `invalid`, `too_large` as `planImport`
 */
export async function importFile(ctx: Context, input: ImportInput): Promise<ImportDone> {
  const { read, planDigest } = await readImport(ctx, input);
  return inSqlTransaction(async (tx) => {
    await lockImports(tx);
    await requireNamed(tx, { teamId: read.teamId, ownerId: read.ownerId });
    const planned = await makePlan(tx, ctx, read);
    if (planDigest && planDigest !== planned.plan.digest) {
      throw new CountersignError(
        "conflict",
        "The inventory changed since this plan was shown: look at the new one before importing.",
      );
    }
    return write(tx, ctx, read, planned);
  });
}

async function write(tx: SqlTx, ctx: Context, read: ReadImport, planned: Planned): Promise<ImportDone> {
  const { plan, outcomes } = planned;
  const importId = newId("imp", ctx.now);
  const createdById = ctx.actor.kind === "user" ? ctx.actor.id : null;
  const { fileName, fileDigest, environment, counts } = plan;
  await insertImport(tx, { id: importId, fileName, fileDigest, environment, counts, createdById, createdAt: ctx.now });
  const written = new Map<Outcome, string>();
  for (let from = 0; from < outcomes.length; from += CHUNK) {
    const chunk = outcomes.slice(from, from + CHUNK);
    const added = await writeNew(tx, ctx, { importId, read, planned, chunk });
    for (const [outcome, agentId] of added) written.set(outcome, agentId);
    await writeChanged(tx, ctx, { importId, read, chunk });
    const rows = chunk.map((outcome, index) => ({
      position: from + index + 1,
      kind: outcome.row.kind,
      name: outcome.row.name,
      result: outcome.row.result,
      reason: [outcome.row.reason, listingText(outcome.row.tools), ...outcome.row.warnings].filter(Boolean).join(" "),
      agentId: outcome.row.agentId ?? written.get(outcome) ?? null,
    }));
    await insertImportRows(tx, importId, rows);
  }
  const { new: added, changed, duplicate, rejected } = counts;
  await recordEvents(tx, ctx, [
    {
      type: "import.completed",
      targetId: importId,
      details: { fileDigest, environment, added, changed, duplicate, rejected },
      personal: { fileName },
    },
  ]);
  const rows = outcomes.map((outcome) => ({
    ...outcome.row,
    agentId: outcome.row.agentId ?? written.get(outcome) ?? null,
  }));
  return { ...plan, rows, importId };
}

async function writeNew(
  tx: SqlTx,
  ctx: Context,
  { importId, read, planned, chunk }: { importId: string; read: ReadImport; planned: Planned; chunk: Outcome[] },
): Promise<Map<Outcome, string>> {
  const added = new Map<Outcome, string>();
  const equipped: Equipped[] = [];
  const sources: WrittenSource[] = [];
  const offered: Offer[] = [];
  for (const outcome of chunk) {
    const { record } = outcome;
    if (outcome.row.result !== "new" || !record) continue;
    const { teamId, ...named } = planned.assignedTo(record);
    const id = newId("agt", ctx.now);
    const agent: StoredAgent = {
      ...NEW_AGENT,
      ...UNSTATED,
      ...record.fields,
      id,
      environment: read.environment,
      source: record.kind,
      statusChangedAt: ctx.now,
      lastUsedAt: lastUsedAfter(record, null, ctx.now),
      teamId,
      updatedById: ctx.actor.id,
    };
    const { now, offers } = divide(agent, named, ctx.actor.id);
    equipped.push({ agent: seated(agent, now), tools: record.tools });
    offered.push(...offers.map((offer) => ({ ...offer, agent })));
    sources.push({ agentId: id, record });
    added.set(outcome, id);
  }
  const listings = await prepareNew(tx, ctx, equipped);
  const around = new Map(listings.map((listing) => [listing.agent.id, surroundingsOf(listing)]));
  const drafts = equipped.map(({ agent }) => ({
    before: null,
    after: agent,
    surroundings: around.get(agent.id) ?? NO_SURROUNDINGS,
  }));
  const settled = await settle(tx, ctx, drafts, "import");
  await insertAgents(
    tx,
    settled.map(({ agent }) => agent),
    ctx.now,
  );
  await writeListings(tx, ctx, listings);
  await recordSettled(tx, ctx, settled);
  await putSources(tx, { importId, environment: read.environment, now: ctx.now }, sources);
  const events = equipped.map(
    ({ agent, tools }): NewEvent => ({
      type: "agent.imported",
      targetId: agent.id,
      agentId: agent.id,
      details: {
        name: agent.name,
        environment: agent.environment,
        source: agent.source,
        importId,
        ...(tools ? { tools: tools.tools.length } : {}),
      },
    }),
  );
  await recordEvents(tx, ctx, events);
  // An owner whom the file names has not been asked: until they accept, nobody owns the draft (O2).
  await writeOffers(tx, ctx, offered);
  return added;
}

async function writeChanged(
  tx: SqlTx,
  ctx: Context,
  { importId, read, chunk }: { importId: string; read: ReadImport; chunk: Outcome[] },
): Promise<void> {
  const equipped: Equipped[] = [];
  const sources: WrittenSource[] = [];
  for (const { row, record, existing, changes } of chunk) {
    if (row.result !== "changed" || !record || !existing) continue;
    const { agent } = existing;
    const fields = Object.keys(changes) as AgentField[];
    const weighty = agent.status === "registered" && fields.some((field) => WEIGHTY.has(field));
    const registeredById = weighty ? ctx.actor.id : agent.registeredById;
    const lastUsedAt = lastUsedAfter(record, agent.lastUsedAt, ctx.now);
    const changed = { ...agent, ...changes, lastUsedAt, registeredById };
    equipped.push({
      agent: { ...changed, updatedById: ctx.actor.id, updatedFields: fields },
      tools: record.tools,
    });
    sources.push({ agentId: agent.id, record });
  }
  const before = new Map(chunk.flatMap(({ existing }) => (existing ? [[existing.agent.id, existing.agent]] : [])));
  const changes = equipped.map(({ agent }) => ({ before: before.get(agent.id) ?? null, after: agent }));
  // Before the tier is computed: it counts what is then no longer listed, or again as it was accepted.
  const listings = await prepareChanged(tx, ctx, equipped);
  await writeListings(tx, ctx, listings);
  await changeAgents(tx, ctx, changes, "import");
  await putSources(tx, { importId, environment: read.environment, now: ctx.now }, sources);
  const events = equipped.map(
    ({ agent }): NewEvent => ({
      type: "agent.source_changed",
      targetId: agent.id,
      agentId: agent.id,
      details: { name: agent.name, environment: agent.environment, fields: agent.updatedFields, importId },
    }),
  );
  await recordEvents(tx, ctx, [...events, ...listings.filter(bringsSomething).flatMap(listedEvents)]);
}
