import { createHash } from "node:crypto";
import { canonicalize, type NewEvent, recordEvents } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { newId } from "@/lib/ids";
import { insertNotices, type NewNotice } from "@/lib/notices";
import { classify } from "@/lib/risk";
import { lostRace, requireAllowed } from "../guard";
import { decideKeeps, gatesFor } from "../rules";
import type { Tier } from "../schema";
import { reviewedClasses, type StoredAgent, updateAgents } from "../store";
import { changedParts, contentOf } from "../versions/rules";
import { endedEvent, heldEvent, heldNotices, tierEvents, tierNotices } from "./outcome";
import {
  type Cause,
  factsOf,
  type Mark,
  markOf,
  NO_SURROUNDINGS,
  type OpenOverride,
  type Surroundings,
  settleTier,
} from "./rules";
import {
  type EndedOverride,
  endOverrides,
  insertHolds,
  insertVersions,
  loadOverrides,
  loadPresentVersions,
  loadSurroundings,
  markOverrides,
  type NewHold,
  type NewVersion,
} from "./store";

export interface Change {
  /** Null for a new agent. */
  before: StoredAgent | null;
  /** The facts as they will be; what is computed from them (tier, score, version …) is settled here. */
  after: StoredAgent;
  /** What stands around a new agent, whose tools are not in the database yet; otherwise read in this transaction. */
  surroundings?: Surroundings;
  /** What will be in force, where that is not what the database holds in this transaction. */
  override?: OpenOverride | null;
  /** Somebody ends the override that is in force. */
  endsOverride?: boolean;
  /** A second person confirmed that the tier may fall to what is computed. */
  allowFall?: boolean;
}

export interface Settled {
  agent: StoredAgent;
  before: StoredAgent | null;
  version: NewVersion | null;
  ended: EndedOverride | null;
  mark: Mark | null;
  hold: NewHold | null;
  events: NewEvent[];
  notices: NewNotice[];
}

/**
 * Computes anew what rests on an agent's facts: tier with its factors (K1, K4), the override in force (K2) and the version
 * (V8). Reads only: the caller writes the agents, then calls `recordSettled` in the same transaction.
 */
export async function settle(tx: SqlTx, ctx: Context, changes: readonly Change[], cause: Cause): Promise<Settled[]> {
  const known = changes.filter(({ before }) => before !== null).map(({ after }) => after.id);
  const surroundings = await loadSurroundings(tx, known);
  const overrides = await loadOverrides(tx, known);
  const drawn = changes.map((change) => {
    const around = change.surroundings ?? surroundings.get(change.after.id) ?? NO_SURROUNDINGS;
    const override = change.override === undefined ? (overrides.get(change.after.id) ?? null) : change.override;
    return stand(ctx, change, { around, override, cause });
  });
  const renewed = drawn.filter(({ version }) => version !== null && version.number > 1);
  const former = await loadPresentVersions(
    tx,
    renewed.map(({ agent }) => agent.id),
  );
  return drawn.map((settled) => withVersionEvent(settled, former.get(settled.agent.id) ?? null));
}

function stand(
  ctx: Context,
  change: Change,
  { around, override, cause }: { around: Surroundings; override: OpenOverride | null; cause: Cause },
): Settled {
  const { before, after } = change;
  // A decommissioned record is history: what was computed stays as it was.
  if (after.status === "decommissioned") {
    const why = "decommissioned" as const;
    const nothing = { agent: after, before, version: null, mark: null, hold: null, notices: [] };
    if (!override) return { ...nothing, ended: null, events: [] };
    return { ...nothing, ended: { id: override.id, reason: why }, events: [endedEvent(after, override, why)] };
  }
  const risk = classify(factsOf(after, around));
  const settlement = settleTier({
    computed: risk.tier,
    former: before?.tier ?? null,
    override,
    status: after.status,
    allowFall: change.allowFall === true,
    ending: change.endsOverride === true,
    now: ctx.now,
  });
  const agent: StoredAgent = {
    ...after,
    tier: settlement.tier,
    computedTier: risk.tier,
    score: risk.score,
    factors: risk.factors,
    classifiedAt: ctx.now,
  };
  const actorId = ctx.actor.kind === "user" ? ctx.actor.id : null;
  const hold = settlement.holds ? holdOf(ctx, agent, { computed: risk.tier, override }) : null;
  const marked = override && !settlement.ends ? override : null;
  const version = versionOf(agent, around);
  if (version) Object.assign(agent, { revision: version.number, fingerprint: version.fingerprint });
  return {
    agent,
    before,
    version,
    ended: override && settlement.ends ? { id: override.id, reason: settlement.ends } : null,
    mark: marked && markOf(marked, { computed: risk.tier, former: before?.computedTier ?? null, actorId }),
    hold,
    events: [
      ...(override && settlement.ends ? [endedEvent(agent, override, settlement.ends)] : []),
      ...tierEvents(before, agent, cause),
      ...(hold ? [heldEvent(agent, hold, cause)] : []),
    ],
    notices: [...tierNotices(before, agent, cause), ...(hold ? heldNotices(agent, hold) : [])],
  };
}

const HELD =
  "What is computed fell by a change of the agent; the former tier stands until a second person confirms the fall.";

function holdOf(
  ctx: Context,
  agent: StoredAgent,
  { computed, override }: { computed: Tier; override: OpenOverride | null },
): NewHold {
  return {
    id: newId("ovr", ctx.now),
    agentId: agent.id,
    tier: agent.tier ?? computed,
    computedTier: computed,
    reason: HELD,
    // Who made it fall while something else was in force is no second person now either.
    causedByIds: override?.causedByIds ?? [],
  };
}

/** The next version, when what the agent is made of differs from the present one. Versions begin at registration. */
function versionOf(agent: StoredAgent, around: Surroundings): NewVersion | null {
  if (agent.status === "draft") return null;
  const content = contentOf(agent, around.tools);
  const fingerprint = createHash("sha256").update(canonicalize(content)).digest("hex");
  if (fingerprint === agent.fingerprint) return null;
  return { agentId: agent.id, number: agent.revision + 1, fingerprint, content, changed: [], tier: agent.tier };
}

function withVersionEvent(settled: Settled, former: NewVersion["content"] | null): Settled {
  const { version, agent } = settled;
  if (!version) return settled;
  const changed = changedParts(former, version.content);
  // The first is told by the event of the registration.
  if (version.number === 1) return { ...settled, version: { ...version, changed } };
  const event: NewEvent = {
    type: "agent.version_recorded",
    targetId: agent.id,
    agentId: agent.id,
    details: {
      name: agent.name,
      environment: agent.environment,
      number: version.number,
      fingerprint: version.fingerprint,
      changed,
    },
  };
  return { ...settled, version: { ...version, changed }, events: [...settled.events, event] };
}

/** Writes what settling brought beside the agents' own rows: versions, overrides, events, notices. After the agents. */
export async function recordSettled(tx: SqlTx, ctx: Context, settled: readonly Settled[]): Promise<void> {
  const byId = ctx.actor.kind === "user" ? ctx.actor.id : null;
  const made = { at: ctx.now, byId };
  const present = <T>(of: (one: Settled) => T | null) => settled.map(of).filter((one): one is T => one !== null);
  await endOverrides(
    tx,
    present((one) => one.ended),
    made,
  );
  await markOverrides(
    tx,
    present((one) => one.mark),
  );
  await insertHolds(
    tx,
    present((one) => one.hold),
    made,
  );
  await insertVersions(
    tx,
    present((one) => one.version),
    made,
  );
  await recordEvents(
    tx,
    ctx,
    settled.flatMap((one) => one.events),
  );
  await insertNotices(
    tx,
    settled.flatMap((one) => one.notices),
    ctx.now,
  );
}

/** What is followed and not asked: no unmet condition may keep a tier below what is computed, or below what a person demands. */
const FOLLOWED: ReadonlySet<Cause> = new Set(["override", "expiry", "method"]);

/**
 * The whole path for verbs that change what surrounds existing agents: settled, checked against what the registration rests on,
 * written over the version that was loaded, recorded.
 * @throws CountersignError `unmet` when it would leave a registration incomplete, `conflict` after a lost race: nothing is kept
 */
export async function changeAgents(
  tx: SqlTx,
  ctx: Context,
  changes: readonly Change[],
  cause: Cause,
): Promise<Settled[]> {
  const settled = await settle(tx, ctx, changes, cause);
  const reviewed = await reviewedClasses(tx);
  for (const { before, agent } of settled) {
    if (before && !FOLLOWED.has(cause))
      requireAllowed(decideKeeps(agent.status, gatesFor(before, reviewed), gatesFor(agent, reviewed)));
  }
  await writeSettled(tx, ctx, settled);
  return settled;
}

/**
 * Writes settled agents over the versions that were loaded, with all that settling brought, whatever their conditions say: for
 * changes that must not be refused.
 * @throws CountersignError `conflict` after a lost race: nothing is kept
 */
export async function writeSettled(tx: SqlTx, ctx: Context, settled: readonly Settled[]): Promise<void> {
  const written = await updateAgents(
    tx,
    settled.map(({ agent }) => agent),
    ctx.now,
  );
  const lost = settled.find(({ agent }) => !written.has(agent.id));
  if (lost) throw lostRace(lost.agent.name);
  await recordSettled(tx, ctx, settled);
}
