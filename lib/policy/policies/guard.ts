import { createHash } from "node:crypto";
import type { SqlTx } from "@/lib/db";
import { CountersignError, notFound } from "@/lib/errors";
import type { Decision } from "./rules";
import { type LockedPolicy, lockPolicy, type OpenVersion } from "./store";

/** Throws what a rule refused, as the caller's error. */
export function requireAllowed(decision: Decision): void {
  if (!decision.allowed) throw new CountersignError(decision.code, decision.reason);
}

/** @throws CountersignError `not_found` */
export async function requirePolicy(tx: SqlTx, id: string): Promise<LockedPolicy> {
  const found = await lockPolicy(tx, id);
  if (!found) throw notFound("policy");
  return found;
}

/**
 * The open version that a person saw, held until commit.
 * @throws CountersignError `not_found`; `conflict` when it was written, decided about or replaced since
 */
export async function requireOpen(
  tx: SqlTx,
  seen: { policyId: string; number: number; version: number },
): Promise<LockedPolicy & { open: OpenVersion }> {
  const found = await requirePolicy(tx, seen.policyId);
  const { open, policy } = found;
  if (!open || open.number !== seen.number || open.version !== seen.version) throw changedMeanwhile(policy.name);
  return { ...found, open };
}

export function changedMeanwhile(name: string): CountersignError {
  return new CountersignError("conflict", `Somebody changed ${name} while you were looking: reload and look again.`);
}

/** What the public leaf says of a text: enough to prove later which one it was. */
export function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
