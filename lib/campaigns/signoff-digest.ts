import { createHash } from "node:crypto";
import { canonicalize } from "@/lib/audit";

/** One vote as its signer stands by it. */
export interface SignedVote {
  number: number;
  stage: number;
  decision: string;
  reason: string;
  text: string;
  /** The narrower grants, or the person it goes to; null where the decision needs none. */
  change: unknown;
  /** Digest of the rights that the signer saw, hex. */
  digest: string;
  at: Date;
}

const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

/** SHA-256, hex, of the canonical JSON (RFC 8785) of what a reduce or transfer asks for; empty for none. */
export function changeDigest(change: unknown): string {
  return change === null || change === undefined ? "" : sha256(canonicalize(change));
}

/**
 * What a sign-off signs: SHA-256, hex, over one line for each vote in order of its item's number,
 * `number|stage|decision|reason|sha256(text)|changeDigest|digest|at`, `at` in ISO 8601 with milliseconds, joined by line feeds.
 * Words of people enter by their digest, so that they can be erased and the rest still be verified.
 */
export function signoffDigest(votes: readonly SignedVote[]): string {
  const ordered = [...votes].sort((a, b) => a.number - b.number || a.stage - b.stage);
  return sha256(ordered.map(lineOf).join("\n"));
}

function lineOf(vote: SignedVote): string {
  const { number, stage, decision, reason, text, change, digest, at } = vote;
  return [number, stage, decision, reason, sha256(text), changeDigest(change), digest, at.toISOString()].join("|");
}
