import { isNarrower } from "@/lib/entitlements/rules";
import type { Rights } from "../terms";

export type DriftKind = "same" | "narrowed" | "widened" | "gone";

const TIERS = ["low", "moderate", "high", "critical"];
type Of<K extends Rights["kind"]> = Extract<Rights, { kind: K }>;

/**
 * How living rights differ from those that were reviewed (C4). What cannot be proved to be a part of them counts as wider: a review
 * must never cover what nobody saw. A tier that rose is wider too, whatever else fell.
 */
export function driftOf(before: Rights, after: Rights | null): DriftKind {
  if (!after) return "gone";
  if (before.kind !== after.kind) return "widened";
  const [was, is] = [TIERS.indexOf(before.tier), TIERS.indexOf(after.tier)];
  // A tier that nobody knows is the worst.
  if (is < 0 ? was >= 0 : was >= 0 && is > was) return "widened";
  if (!within(after, before)) return "widened";
  return is === was && within(before, after) ? "same" : "narrowed";
}

/** Whether `a` permits nothing that `b` does not. */
function within(a: Rights, b: Rights): boolean {
  if (a.kind === "entitlement" && b.kind === "entitlement") return isNarrower(extentOf(a), extentOf(b));
  if (a.kind === "owner" && b.kind === "owner") return sameOf(a, b, ["ownerId", "deputyId", "sponsorId"]);
  if (a.kind === "credential" && b.kind === "credential") {
    return sameOf(a, b, ["type", "strength", "instanceId", "thumbprint", "issuerId", "subject"]);
  }
  if (a.kind === "purpose" && b.kind === "purpose") {
    const alike = sameOf(a, b, ["purpose", "autonomy", "exposure"]);
    return alike && subset(a.dataRead, b.dataRead) && subset(a.dataWritten, b.dataWritten);
  }
  if (a.kind === "dependency" && b.kind === "dependency") {
    return sameOf(a, b, ["name", "address", "supplier", "credential"]) && subset(a.tools, b.tools);
  }
  return false;
}

/** What was written in the snapshot is what the grant's own domain wrote there: its shapes are those of a grant. */
function extentOf(rights: Of<"entitlement">): Parameters<typeof isNarrower>[0] {
  return rights as unknown as Parameters<typeof isNarrower>[0];
}

function sameOf<R extends Rights>(a: R, b: R, fields: readonly (keyof R)[]): boolean {
  return fields.every((field) => a[field] === b[field]);
}

function subset(a: readonly string[], b: readonly string[]): boolean {
  const held = new Set(b);
  return a.every((one) => held.has(one));
}
