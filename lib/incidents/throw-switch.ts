import { stopAgents } from "@/lib/agents";
import { cancelForSwitch } from "@/lib/approvals";
import { type NewEvent, recordEvents, refusingOnRecord } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { stopIdentities } from "@/lib/credentials";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { parseInput } from "@/lib/parse";
import { confirmHeard, type Heard } from "./confirm-heard";
import { requireAllowed, requireSeen, requireVerb, scopeOf } from "./guard";
import { decideThrow, stopsAgents } from "./rules";
import { type ThrowSwitchInput, throwSwitchSchema } from "./schema";
import { findCovered, insertSwitch, type KnownTarget } from "./store";
import { tell } from "./tell";
import { LIMITS, type TargetKind } from "./terms";

export interface Thrown extends Heard {
  id: string;
  suspended: number;
  tokens: number;
  credentials: number;
  /** Requests for approval that waited, and approvals that were not yet used. */
  approvals: number;
}

/**
 * Throws the kill switch (X1). One transaction suspends the agents it covers, ends their tokens and, where asked, their
 * credentials, cancels what waits for approval or was approved, and puts the switch before every decision point; then it waits until each of them has confirmed or has stopped
 * deciding, and writes down how long that took. A drill goes the same way and stops nothing.
 * @throws CountersignError `forbidden` (recorded), `not_found`, `invalid` when the confirmation is not the target's name,
 * `too_large` for credentials of more than 1,000 agents, `conflict` when it is on already
 */
export async function throwSwitch(ctx: Context, input: ThrowSwitchInput): Promise<Thrown> {
  const wanted = parseInput(throwSwitchSchema, input);
  const resource = `${wanted.targetKind}:${wanted.target}`;
  const thrown = await refusingOnRecord(ctx, { verb: "switches.throw", resource }, () =>
    inSqlTransaction((tx) => stop(tx, ctx, wanted)),
  );
  // Only after the commit: what nobody can see yet nobody can confirm.
  const heard = await confirmHeard(ctx, { ...thrown.written, drill: wanted.drill, targetKind: wanted.targetKind });
  return { ...thrown.counted, ...heard, id: thrown.written.id };
}

type Wanted = ReturnType<typeof throwSwitchSchema.parse>;

async function stop(tx: SqlTx, ctx: Context, wanted: Wanted) {
  const { targetKind: kind, reason, drill, confirmation, revokeCredentials } = wanted;
  const found = await findCovered(tx, { kind, target: wanted.target, most: LIMITS.agents });
  const target = requireSeen(ctx, kind, found);
  requireVerb(ctx, "switches.throw", { kind, scope: scopeOf(kind, target) });
  const { name, count: agents } = target;
  requireAllowed(decideThrow({ targetKind: kind, name, confirmation, drill, revokeCredentials, agents }));
  // Beyond the limit the switch itself stops them: nobody waits for thousands of rows while agents go on.
  const few = agents <= LIMITS.agents && !drill ? target.some : [];
  const id = newId("kil", ctx.now);
  const ids = few.map((agent) => agent.id);
  const { stopped, events, ...ended } = await carryOut(tx, ctx, { kind, ids, reason, revokeCredentials });
  const approvals = drill ? 0 : await cancelForSwitch(tx, ctx, { kind, target: target.target });
  if (!drill) {
    const personIds = few.map(({ ownerId }) => ownerId);
    const told = { kind: "switch_thrown", targetKind: kind, target: target.target, name } as const;
    await tell(tx, ctx, { ...told, personIds, except: [ctx.actor.id] });
  }
  const counted = { suspended: stopped.length, ...ended, approvals };
  await recordEvents(tx, ctx, [...events, eventOf({ id, kind, target, drill, reason, counted })]);
  const written = await insertSwitch(tx, {
    id,
    targetKind: kind,
    target: target.target,
    reason,
    drill,
    thrownById: ctx.actor.id,
    thrownAt: ctx.now,
    counts: { agents, ...counted, stopped },
  });
  if (!written) throw new CountersignError("conflict", `This switch is on already: ${name} is stopped.`);
  return { written: { id, ...written }, counted };
}

interface Work {
  kind: TargetKind;
  ids: readonly string[];
  reason: string;
  revokeCredentials: boolean;
}

/** What is done to the agents themselves, with its events. A tool or a server is stopped, not the agents that have it. */
async function carryOut(tx: SqlTx, ctx: Context, { kind, ids, reason, revokeCredentials }: Work) {
  if (!stopsAgents(kind) || !ids.length) return { stopped: [], tokens: 0, credentials: 0, events: [] };
  const { stopped, events } = await stopAgents(tx, ctx, { ids, reason: `Kill switch: ${reason}` });
  const ended = await stopIdentities(tx, ctx, { agentIds: ids, credentials: revokeCredentials, reason });
  return { stopped, ...ended, events: [...events, ...ended.events] };
}

function eventOf(thrown: {
  id: string;
  kind: TargetKind;
  target: KnownTarget;
  drill: boolean;
  reason: string;
  counted: { suspended: number; tokens: number; credentials: number; approvals: number };
}): NewEvent {
  const { id, kind, target, drill, reason, counted } = thrown;
  const named = kind === "tool" || kind === "server" || kind === "provider";
  const details = {
    targetKind: kind,
    reason,
    ...(kind === "owner" ? { ownerId: target.target } : {}),
    ...(kind === "tier" ? { tier: target.target } : {}),
    ...(named ? { target: target.target } : {}),
  };
  const agent = kind === "agent" ? { agentId: target.target } : {};
  return drill
    ? { type: "switch.drilled", targetId: id, ...agent, details }
    : { type: "switch.thrown", targetId: id, ...agent, details: { ...details, ...counted } };
}
