import { can, type Verb } from "@/lib/access";
import { type NewEvent, recordEvents } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import { controlGates } from "./controls/measure";
import { lostRace, refusalOf, refusingOnRecord, scopeOf, staleConflict } from "./guard";
import { decideMove, gatesFor, type Move } from "./rules";
import type { Gate, Tier } from "./schema";
import { loadAgents, reviewedClasses, type StoredAgent, updateAgents } from "./store";
import { recordSettled, settle } from "./tier/settle";

export const MOVE_VERB = {
  register: "agents.register",
  activate: "agents.activate",
  suspend: "agents.suspend",
  resume: "agents.resume",
  decommission: "agents.decommission",
} as const satisfies Record<Move, Verb>;

const MOVE_EVENT = {
  register: "agent.registered",
  activate: "agent.activated",
  suspend: "agent.suspended",
  resume: "agent.resumed",
  decommission: "agent.decommissioned",
} as const satisfies Record<Move, NewEvent["type"]>;

/** One step of the lifecycle for one or many agents. `version` is what the person saw; bulk actions go by state alone. */
export interface Step {
  move: Move;
  reason: string;
  targets: readonly { id: string; version?: number }[];
  /** The permission that is asked for each target, where it is not the step's own. */
  verb?: Verb;
}

export interface StepOutcome {
  id: string;
  name: string;
  refusal: CountersignError | null;
  /** Done as far as it can be: somebody else's consent is awaited. */
  waits?: boolean;
}

/** Takes the step for each target that may, in the caller's transaction, with its event; the others say why not. */
export async function takeStep(tx: SqlTx, ctx: Context, step: Step): Promise<StepOutcome[]> {
  const { move } = step;
  const found = await loadAgents(
    tx,
    step.targets.map((target) => target.id),
  );
  const byId = new Map(found.map((agent) => [agent.id, agent]));
  const reviewed = await reviewedClasses(tx);
  const lets = move === "activate" || move === "resume";
  const judged = lets ? await asOfNow(tx, ctx, found) : byId;
  const controls = lets
    ? await controlGates(tx, [...judged.values()], { reviewed, now: ctx.now })
    : new Map<string, Gate>();
  const moved: StoredAgent[] = [];
  const outcomes = step.targets.map((target): StepOutcome => {
    const agent = byId.get(target.id);
    if (!agent || !can(ctx.actor, "agents.read", scopeOf(agent))) {
      return { id: target.id, name: "", refusal: notFound("agent") };
    }
    const asked = controls.get(agent.id);
    const standing = judged.get(agent.id) ?? agent;
    const gates = [...gatesFor(standing, reviewed), ...(asked ? [asked] : [])];
    const next = nextState(ctx, agent, step, { version: target.version, tier: standing.tier, gates });
    if (next instanceof CountersignError) return { id: agent.id, name: agent.name, refusal: next };
    moved.push(next);
    return { id: agent.id, name: agent.name, refusal: null };
  });
  const written = await writeMoved(tx, ctx, { step, moved, byId });
  return outcomes.map((outcome) =>
    outcome.refusal || written.has(outcome.id) ? outcome : { ...outcome, refusal: lostRace(outcome.name) },
  );
}

/** Settles and writes the agents that may move, with their events. Registration is where versions begin and where the tier stops being a preview. */
async function writeMoved(
  tx: SqlTx,
  ctx: Context,
  { step, moved, byId }: { step: Step; moved: readonly StoredAgent[]; byId: ReadonlyMap<string, StoredAgent> },
): Promise<Set<string>> {
  const allowFall = step.move === "register";
  const changes = moved.map((agent) => ({ before: byId.get(agent.id) ?? null, after: agent, allowFall }));
  const settled = await settle(tx, ctx, changes, "lifecycle");
  const agents = settled.map(({ agent }) => agent);
  const written = await updateAgents(tx, agents, ctx.now);
  const done = settled.filter(({ agent }) => written.has(agent.id));
  await recordSettled(tx, ctx, done);
  const events = done.map(({ agent }) => stepEvent(agent, step));
  await recordEvents(tx, ctx, events);
  return written;
}

/**
 * The agents with the tier that this very step would settle. The stored one may be that of an override whose time is over:
 * who judged by it would let an agent act with less than its tier asks for.
 */
async function asOfNow(tx: SqlTx, ctx: Context, agents: readonly StoredAgent[]): Promise<Map<string, StoredAgent>> {
  const same = agents.map((agent) => ({ before: agent, after: agent }));
  const settled = await settle(tx, ctx, same, "lifecycle");
  return new Map(settled.map(({ agent }) => [agent.id, agent]));
}

function nextState(
  ctx: Context,
  agent: StoredAgent,
  { move, reason, verb = MOVE_VERB[move] }: Step,
  seen: { version: number | undefined; tier: Tier | null; gates: readonly Gate[] },
): StoredAgent | CountersignError {
  const forbidden = refusalOf(ctx, verb, scopeOf(agent));
  if (forbidden) return new CountersignError("forbidden", forbidden);
  if (seen.version !== undefined && seen.version !== agent.version) return staleConflict(agent);
  const decision = decideMove({ ...agent, tier: seen.tier }, move, seen.gates, ctx.actor.id);
  if (!decision.allowed) {
    const issues = decision.missing.map((gate) => ({ path: gate.id, message: gate.how }));
    return new CountersignError(decision.code, decision.reason, issues);
  }
  return {
    ...agent,
    status: decision.to,
    statusReason: reason,
    statusChangedAt: ctx.now,
    ...(move === "register" ? { registeredById: ctx.actor.id, reviewedAt: ctx.now, reviewedById: ctx.actor.id } : {}),
    updatedById: ctx.actor.id,
    updatedFields: ["status"],
  };
}

function stepEvent(agent: StoredAgent, { move, reason }: Step): NewEvent {
  const base = { name: agent.name, environment: agent.environment };
  return {
    type: MOVE_EVENT[move],
    targetId: agent.id,
    agentId: agent.id,
    details: move === "register" || move === "activate" ? { ...base, tier: agent.tier } : { ...base, reason },
  };
}

/** The step for one agent, as the five verbs take it: done with its event, or thrown. */
export async function moveOne(
  ctx: Context,
  move: Move,
  wanted: { id: string; version: number; reason?: string },
): Promise<{ version: number }> {
  return refusingOnRecord(ctx, { verb: MOVE_VERB[move], agentId: wanted.id }, () =>
    inSqlTransaction(async (tx) => {
      const targets = [{ id: wanted.id, version: wanted.version }];
      const [outcome] = await takeStep(tx, ctx, { move, reason: wanted.reason ?? "", targets });
      if (!outcome || outcome.refusal) throw outcome?.refusal ?? notFound("agent");
      return { version: wanted.version + 1 };
    }),
  );
}
