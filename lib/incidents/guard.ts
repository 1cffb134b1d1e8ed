import { can, canSomewhere, rolesFor, type Scope, type Verb } from "@/lib/access";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import type { Decision } from "./rules";
import { findTarget, type KnownTarget, lockSwitch, type StoredSwitch } from "./store";
import type { TargetKind } from "./terms";

/** One agent is asked about in its team; everything wider touches what no team has to itself. */
export function scopeOf(kind: TargetKind, target: Scope): Scope {
  const { teamId, ownerId, deputyId, sponsorId } = target;
  return kind === "agent" ? { teamId, ownerId, deputyId, sponsorId } : {};
}

/** The sentence for who may not; null for who may. */
export function refusalOf(
  ctx: Context,
  verb: Verb,
  { kind, scope }: { kind: TargetKind; scope: Scope },
): string | null {
  if (can(ctx.actor, verb, scope)) return null;
  const roles = rolesFor(verb).filter((role) => kind === "agent" || role !== "owner");
  const where = kind === "agent" ? "for this agent or its team" : "for the whole organisation";
  return `This needs the role ${roles.join(" or ")} ${where}.`;
}

export function requireVerb(ctx: Context, verb: Verb, asked: { kind: TargetKind; scope: Scope }): void {
  const refusal = refusalOf(ctx, verb, asked);
  if (refusal) throw new CountersignError("forbidden", refusal);
}

/** Throws what a rule refused, as the caller's error. */
export function requireAllowed(decision: Decision): void {
  if (!decision.allowed) throw new CountersignError(decision.code, decision.reason);
}

/** The target, if there is one and the caller may see it. @throws CountersignError `not_found` */
export function requireSeen<T extends KnownTarget>(ctx: Context, kind: TargetKind, known: T | null): T {
  if (!known || !maySee(ctx, kind, known)) throw notFound(kind);
  return known;
}

// Servers, people and tiers are seen by whoever sees anything; an agent by whoever may see that agent.
function maySee(ctx: Context, kind: TargetKind, known: Scope): boolean {
  if (kind !== "agent") return canSomewhere(ctx.actor, "switches.read");
  return can(ctx.actor, "switches.read", scopeOf(kind, known));
}

/** The switch that a verb is about, held until commit. @throws CountersignError `not_found`, `conflict` when it was moved since */
export async function requireSwitch(
  tx: SqlTx,
  ctx: Context,
  wanted: { id: string; version: number },
): Promise<{ found: StoredSwitch; target: KnownTarget }> {
  const found = await lockSwitch(tx, wanted.id);
  if (!found) throw notFound("kill switch");
  const target = (await findTarget(tx, found.targetKind, found.target)) ?? goneTarget(found);
  if (!maySee(ctx, found.targetKind, target)) throw notFound("kill switch");
  if (found.version !== wanted.version) throw movedMeanwhile();
  return { found, target };
}

/** What was stopped and is no longer there can still be let go. */
function goneTarget({ target }: StoredSwitch): KnownTarget {
  return { target, name: target, teamId: null, ownerId: null, deputyId: null, sponsorId: null };
}

export function movedMeanwhile(): CountersignError {
  return new CountersignError("conflict", "Somebody moved this switch meanwhile: reload and look again.");
}
