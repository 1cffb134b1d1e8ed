import { can, canSomewhere, requireReach, visibility } from "@/lib/access";
import type { Context } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { countLivePoints, stoppedBy } from "@/lib/policy";
import { refusalOf, scopeOf } from "./guard";
import { abilityOf } from "./preview-switch";
import { findAgent, type SwitchRow, selectActive, selectOptions, selectPast } from "./queries";
import { decideLift, decideLiftRequest, type SwitchFacts } from "./rules";
import { type FindTargetsInput, findTargetsSchema } from "./schema";
import { LIMITS } from "./terms";
import type { Ability, ActiveStop, SwitchView, TargetOption } from "./views";

export interface SwitchBoard {
  /** What is stopped now, newest first, with what the caller may do about it. */
  active: SwitchView[];
  /** Decision points that live now. */
  points: number;
  /** Whether the caller may throw a switch on anything at all. */
  mayThrow: boolean;
}

/** What is stopped, and by how many decision points. */
export async function getSwitchBoard(ctx: Context): Promise<SwitchBoard> {
  requireReach(ctx, "switches.read");
  const [rows, points] = await Promise.all([selectActive(visibility(ctx.actor, "switches.read")), countLivePoints()]);
  return {
    active: rows.map((row) => viewOf(ctx, row)),
    points,
    mayThrow: canSomewhere(ctx.actor, "switches.throw"),
  };
}

/** What was stopped, and every drill, newest first. `before` is the last id of the page before. */
export async function listPastSwitches(
  ctx: Context,
  before: string | null = null,
): Promise<{ rows: SwitchView[]; next: string | null }> {
  requireReach(ctx, "switches.read");
  const found = await selectPast(visibility(ctx.actor, "switches.read"), { before, limit: LIMITS.page + 1 });
  const rows = found.slice(0, LIMITS.page).map((row) => viewOf(ctx, row));
  return { rows, next: found.length > LIMITS.page ? (rows.at(-1)?.id ?? null) : null };
}

/** What is stopped, for the banner on every page. Nobody sees an agent by its switch whom they may not see otherwise. */
export async function activeStops(ctx: Context): Promise<ActiveStop[]> {
  if (!canSomewhere(ctx.actor, "switches.read")) return [];
  const rows = await selectActive(visibility(ctx.actor, "switches.read"));
  return rows.filter(({ drill }) => !drill).map(stopOf);
}

export interface AgentStop {
  /** The switch that stops every call of this agent; null: none. */
  stop: ActiveStop | null;
  /** Whether the caller may throw one on this agent now. */
  ability: Ability;
  /** There is none who might: the button is left out. */
  offered: boolean;
}

/** Whether an agent is stopped by a switch, and whether the caller may stop it. @throws CountersignError `not_found` */
export async function agentStop(ctx: Context, agentId: string): Promise<AgentStop> {
  const agent = await findAgent(agentId);
  if (!agent || !can(ctx.actor, "switches.read", scopeOf("agent", agent))) throw notFound("agent");
  const rows = (await selectActive({ ...visibility(ctx.actor, "switches.read"), everything: true })).filter(
    ({ drill }) => !drill,
  );
  const id = stoppedBy(rows, agent);
  const row = rows.find((one) => one.id === id);
  const own = rows.some(({ targetKind, target }) => targetKind === "agent" && target === agentId);
  const refusal = refusalOf(ctx, "switches.throw", { kind: "agent", scope: scopeOf("agent", agent) });
  return {
    stop: row ? stopOf(row) : null,
    ability: abilityOf(refusal ?? (own ? "It is stopped already." : null)),
    offered: refusal === null,
  };
}

/** Owners, tools, servers or providers by a part of their names, for choosing what is stopped. */
export async function findTargets(ctx: Context, input: FindTargetsInput): Promise<TargetOption[]> {
  requireReach(ctx, "switches.read");
  const { targetKind, q } = parseInput(findTargetsSchema, input);
  if (targetKind === "agent") return [];
  const rows = await selectOptions(visibility(ctx.actor, "switches.read"), targetKind, q.toLowerCase());
  return rows.map(({ agents, ...option }) => ({
    ...option,
    hint: `${agents.toLocaleString("en")} ${agents === 1 ? "agent" : "agents"}`,
  }));
}

function stopOf({ id, targetKind, name, thrownAt, thrownBy, liftRequestedBy }: SwitchRow): ActiveStop {
  return {
    id,
    targetKind,
    name,
    thrownAt: thrownAt.toISOString(),
    thrownBy: thrownBy?.name ?? null,
    liftRequested: liftRequestedBy !== null,
  };
}

function viewOf(ctx: Context, row: SwitchRow): SwitchView {
  const { teamId, ownerId, deputyId, sponsorId, ...shown } = row;
  const scope = scopeOf(row.targetKind, { teamId, ownerId, deputyId, sponsorId });
  const facts: SwitchFacts = {
    state: row.state,
    drill: row.drill,
    thrownById: row.thrownBy?.id ?? null,
    liftRequestedById: row.liftRequestedBy?.id ?? null,
  };
  const ability = (verb: "switches.throw" | "switches.lift", decide: typeof decideLift): Ability => {
    const refusal = refusalOf(ctx, verb, { kind: row.targetKind, scope });
    if (refusal) return abilityOf(refusal);
    const decision = decide(facts, ctx.actor.id);
    return abilityOf(decision.allowed ? null : decision.reason);
  };
  return {
    ...shown,
    thrownAt: row.thrownAt.toISOString(),
    acknowledgedAt: row.acknowledgedAt?.toISOString() ?? null,
    killMicros: row.killMicros === null ? null : Number(row.killMicros),
    counts: { ...NO_COUNTS, ...row.counts },
    liftRequestedAt: row.liftRequestedAt?.toISOString() ?? null,
    liftedAt: row.liftedAt?.toISOString() ?? null,
    abilities: {
      requestLift: ability("switches.throw", decideLiftRequest),
      lift: ability("switches.lift", decideLift),
    },
  };
}

const NO_COUNTS = {
  agents: 0,
  suspended: 0,
  tokens: 0,
  credentials: 0,
  approvals: 0,
  points: null,
  behind: 0,
  resumed: null,
  kept: null,
} as const;
