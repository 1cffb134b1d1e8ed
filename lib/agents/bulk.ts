import { can, type Verb } from "@/lib/access";
import { recordEvents } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { CountersignError, isCountersignError, notFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { assign, assignmentEvents } from "./assign-people";
import { lostRace, refusalEvents, refusalOf, scopeOf } from "./guard";
import { MOVE_VERB, type StepOutcome, takeStep } from "./lifecycle";
import { type Named, requireNamed } from "./people-named";
import { matchingIds } from "./queries";
import { decideChange, decideKeeps, gatesFor } from "./rules";
import {
  type AgentSearch,
  type BulkAssignInput,
  type BulkInput,
  type BulkOutcome,
  bulkAssignSchema,
  bulkSchema,
  LIMITS,
  type PrivilegeClass,
} from "./schema";
import { loadAgents, reviewedClasses, type StoredAgent, updateAgents } from "./store";

/** Rows of one transaction: small enough that nobody waits behind it, large enough to be quick. */
const CHUNK = 500;

/** Told of a failure that ended a bulk action half-way, for the operators' log: the answer says which rows were done. */
export type OnFailure = (error: unknown) => void;

/**
 * Takes one lifecycle step for many agents, chosen by id or by a search (V2). Each row is decided by itself and says
 * what became of it; what was done in earlier chunks stays when a later one fails, and the rest is answered as not done.
 */
export async function bulkMove(ctx: Context, input: BulkInput, onFailure: OnFailure): Promise<BulkOutcome> {
  const { action, reason = "", ...chosen } = parseInput(bulkSchema, input);
  return inChunks(ctx, {
    verb: MOVE_VERB[action],
    ids: await chosenIds(ctx, chosen),
    work: (tx, ids) => takeStep(tx, ctx, { move: action, reason, targets: ids.map((id) => ({ id })) }),
    onFailure,
  });
}

/** Gives many agents the same owner, sponsor or team (O1); absent fields stay as they are. */
export async function bulkAssign(ctx: Context, input: BulkAssignInput, onFailure: OnFailure): Promise<BulkOutcome> {
  const { ids, search, ...named } = parseInput(bulkAssignSchema, input);
  return inChunks(ctx, {
    verb: "agents.assign",
    ids: await chosenIds(ctx, { ids, search }),
    work: async (tx, chunk) => {
      await requireNamed(tx, named);
      return assignMany(tx, ctx, chunk, named);
    },
    onFailure,
  });
}

async function assignMany(tx: SqlTx, ctx: Context, ids: readonly string[], named: Named): Promise<StepOutcome[]> {
  const found = new Map((await loadAgents(tx, ids)).map((agent) => [agent.id, agent]));
  const reviewed = await reviewedClasses(tx);
  const changed: { before: StoredAgent; after: StoredAgent }[] = [];
  const outcomes = ids.map((id): StepOutcome => {
    const before = found.get(id);
    if (!before || !can(ctx.actor, "agents.read", scopeOf(before))) {
      return { id, name: "", refusal: notFound("agent") };
    }
    const after = assign(before, named);
    const refusal = refusalOfAssignment(ctx, before, after, reviewed);
    if (!refusal && assignmentEvents(before, after).length) changed.push({ before, after });
    return { id, name: before.name, refusal };
  });
  const rows = changed.map(({ after }) => ({ ...after, updatedById: ctx.actor.id, updatedFields: ["people"] }));
  const written = await updateAgents(tx, rows, ctx.now);
  const done = changed.filter(({ before }) => written.has(before.id));
  await recordEvents(
    tx,
    ctx,
    done.flatMap(({ before, after }) => assignmentEvents(before, after)),
  );
  const lost = new Set(changed.map(({ before }) => before.id).filter((id) => !written.has(id)));
  return outcomes.map((outcome) => (lost.has(outcome.id) ? { ...outcome, refusal: lostRace(outcome.name) } : outcome));
}

function refusalOfAssignment(
  ctx: Context,
  before: StoredAgent,
  after: StoredAgent,
  reviewed: ReadonlySet<PrivilegeClass>,
): CountersignError | null {
  const target = { ...scopeOf(before), teamId: after.teamId };
  const forbidden = refusalOf(ctx, "agents.assign", scopeOf(before)) ?? refusalOf(ctx, "agents.assign", target);
  if (forbidden) return new CountersignError("forbidden", forbidden);
  const change = decideChange(before.status);
  if (!change.allowed) return new CountersignError(change.code, change.reason);
  const keeps = decideKeeps(before.status, gatesFor(before, reviewed), gatesFor(after, reviewed));
  return keeps.allowed ? null : new CountersignError(keeps.code, keeps.reason);
}

/** The ids a bulk action is about, without repeats. A search is read once, before the first change moves its rows. */
async function chosenIds(
  ctx: Context,
  chosen: { ids?: string[] | undefined; search?: AgentSearch | undefined },
): Promise<string[]> {
  if (chosen.ids) return [...new Set(chosen.ids)];
  const ids = chosen.search ? await matchingIds(ctx, chosen.search, LIMITS.bulk + 1) : [];
  if (ids.length > LIMITS.bulk) {
    throw new CountersignError("too_large", `More than ${LIMITS.bulk} agents match: narrow the search.`);
  }
  return ids;
}

interface Bulk {
  verb: Verb;
  ids: readonly string[];
  work: (tx: SqlTx, ids: string[]) => Promise<StepOutcome[]>;
  onFailure: OnFailure;
}

/** Chunk by chunk, each with its events and its refusals on record in one transaction. */
async function inChunks(ctx: Context, { verb, ids, work, onFailure }: Bulk): Promise<BulkOutcome> {
  const outcomes: StepOutcome[] = [];
  for (let from = 0; from < ids.length; from += CHUNK) {
    // In order of id, so that two bulk actions on the same rows wait for each other instead of dead-locking.
    const chunk = ids.slice(from, from + CHUNK).sort();
    try {
      outcomes.push(...(await inSqlTransaction((tx) => recorded(tx, ctx, verb, work(tx, chunk)))));
    } catch (error) {
      // Nothing was done yet: the failure is the answer. Afterwards it must not swallow what was done.
      if (from === 0) throw error;
      if (!isCountersignError(error)) onFailure(error);
      outcomes.push(...ids.slice(from).map((id) => ({ id, name: "", refusal: notReached(error) })));
      break;
    }
  }
  const refused = outcomes.filter(({ refusal }) => refusal).length;
  return {
    done: outcomes.length - refused,
    refused,
    rows: outcomes.map(({ id, name, refusal }) => ({
      id,
      name,
      outcome: refusal ? "refused" : "done",
      reason: refusal?.message ?? "",
    })),
  };
}

async function recorded(tx: SqlTx, ctx: Context, verb: Verb, work: Promise<StepOutcome[]>): Promise<StepOutcome[]> {
  const outcomes = await work;
  const forbidden = outcomes.filter(({ refusal }) => refusal?.code === "forbidden").map(({ id }) => id);
  await recordEvents(tx, ctx, refusalEvents(ctx, verb, forbidden));
  return outcomes;
}

/** What is said of the rows whose chunk failed, or never began. */
function notReached(error: unknown): CountersignError {
  const unchanged = "This one was not changed. Try again.";
  if (isCountersignError(error)) return new CountersignError(error.code, `${error.message} ${unchanged}`);
  return new CountersignError("unavailable", `The database failed before its turn was over. ${unchanged}`);
}
