import { can, type Verb } from "@/lib/access";
import { recordEvents } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { CountersignError, isCountersignError, notFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { type Assignment, assign, fieldsOf } from "./assign-people";
import { changeEach } from "./change-each";
import { refusalEvents, refusalOf, scopeOf } from "./guard";
import { overtake, writeOffers } from "./hand-over/offer";
import { faultOfNaming } from "./hand-over/rules";
import { MOVE_VERB, type StepOutcome, takeStep } from "./lifecycle";
import { type Named, requireNamed } from "./people-named";
import { matchingIds } from "./queries";
import { decideChange } from "./rules";
import {
  type AgentSearch,
  type BulkAssignInput,
  type BulkInput,
  type BulkOutcome,
  bulkAssignSchema,
  bulkSchema,
  LIMITS,
} from "./schema";
import { loadAgents, type StoredAgent } from "./store";

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

const WAITS = "Waits until the person asked accepts.";

/**
 * Gives many agents the same owner, deputy, sponsor or team (O1); absent fields stay as they are. Where the person named has
 * to accept first (O2), the agent stays as it is and the row says so.
 */
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
  const assignments: Decided[] = [];
  const outcomes = ids.map((id): StepOutcome => {
    const before = found.get(id);
    if (!before || !can(ctx.actor, "agents.read", scopeOf(before))) {
      return { id, name: "", refusal: notFound("agent") };
    }
    const assignment = assign(before, named, ctx.actor.id);
    const refusal = refusalOfAssignment(ctx, before, { named, after: assignment.after });
    if (!refusal) assignments.push({ before, assignment });
    return { id, name: before.name, refusal };
  });
  const { refused, waiting } = await writeAssignments(tx, ctx, assignments);
  return outcomes.map((outcome) => {
    const refusal = outcome.refusal ?? refused.get(outcome.id) ?? null;
    return { ...outcome, refusal, waits: !refusal && waiting.has(outcome.id) };
  });
}

interface Decided {
  before: StoredAgent;
  assignment: Assignment;
}

/** Writes what takes effect at once, then offers the rest; a row refused in either says why. */
async function writeAssignments(
  tx: SqlTx,
  ctx: Context,
  decided: readonly Decided[],
): Promise<{ refused: Map<string, CountersignError>; waiting: Set<string> }> {
  const changes = decided
    .filter(({ assignment }) => assignment.events.length > 0)
    .map(({ before, assignment }) => ({
      before,
      after: { ...assignment.after, updatedById: ctx.actor.id, updatedFields: fieldsOf(assignment) },
    }));
  const { written, refused } = await changeEach(tx, ctx, changes, "people");
  const done = new Set(written.map(({ agent }) => agent.id));
  const took = decided.filter(({ before }) => done.has(before.id));
  await overtake(
    tx,
    ctx,
    took.map(({ before, assignment }) => ({ agentId: before.id, seats: assignment.seats })),
  );
  await recordEvents(
    tx,
    ctx,
    took.flatMap(({ assignment }) => assignment.events),
  );
  const open = decided.filter(({ before }) => !refused.has(before.id));
  const offers = open.flatMap(({ before, assignment }) =>
    assignment.offers.map((offer) => ({ ...offer, agent: before })),
  );
  for (const [key, refusal] of await writeOffers(tx, ctx, offers)) refused.set(key.split("/")[0] ?? key, refusal);
  return { refused, waiting: new Set(offers.map(({ agent }) => agent.id)) };
}

function refusalOfAssignment(
  ctx: Context,
  before: StoredAgent,
  { named, after }: { named: Named; after: StoredAgent },
): CountersignError | null {
  const target = { ...scopeOf(before), teamId: after.teamId };
  const forbidden = refusalOf(ctx, "agents.assign", scopeOf(before)) ?? refusalOf(ctx, "agents.assign", target);
  if (forbidden) return new CountersignError("forbidden", forbidden);
  const change = decideChange(before.status);
  if (!change.allowed) return new CountersignError(change.code, change.reason);
  const fault = faultOfNaming(before, named);
  return fault ? new CountersignError("invalid", fault) : null;
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
    waiting: outcomes.filter(({ waits }) => waits).length,
    rows: outcomes.map(({ id, name, refusal, waits }) => ({
      id,
      name,
      outcome: refusal ? "refused" : "done",
      reason: refusal?.message ?? (waits ? WAITS : ""),
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
