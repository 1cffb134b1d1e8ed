import { createHash } from "node:crypto";
import { z } from "zod";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { beginSigning, type Evidence, verifyEvidence, verifySigning } from "@/lib/passkeys";
import { drawRandom } from "@/lib/random";
import { ANSWERS } from "../terms";
import type { SignedDecision } from "../views";

const STATEMENT = "countersign/approve/v1";

/** The signature of a decision as it is kept beside the vote: whoever has it can check it without us (docs/passkeys.md). */
export interface DecisionEvidence extends Evidence {
  statement: typeof STATEMENT;
  nonce: string;
}

/**
 * SHA-256 over the UTF-8 of `countersign/approve/v1`, the request's id, the digest (hex), `approve` or `deny`, and the nonce
 * (base64url), with one NUL byte between each two: no part can hold one, so no two decisions share a challenge (A8).
 */
export function challengeFor({ id, digest, answer, nonce }: SignedDecision & { nonce: string }): Uint8Array {
  const parts = [STATEMENT, id, digest, answer, nonce];
  if (parts.some((part) => part.includes("\0"))) throw new RangeError("no part of what is signed holds a NUL");
  return new Uint8Array(createHash("sha256").update(parts.join("\0"), "utf8").digest());
}

const decisionSchema = z.strictObject({
  id: z.string().min(1).max(64),
  digest: z.string().regex(/^[0-9a-f]{64}$/, { error: "This is not the digest of an action." }),
  answer: z.enum(ANSWERS),
});

const signedSchema = z.strictObject({
  nonce: z.string().regex(/^[A-Za-z0-9_-]{43}$/, { error: "This is not what this console asked to be signed." }),
  response: z.unknown(),
});

const subjectOf = ({ id, digest, answer }: SignedDecision) => `approval:${id}:${answer}:${digest}`;

/**
 * Begins the signature under a decision: the options for the browser, and the nonce that comes back with the assertion. Decides
 * nothing, and says nothing about whether the caller may: `decideApproval` does.
 * @throws CountersignError `unmet` when the caller has no passkey
 */
export async function beginDecisionSigning(ctx: Context, input: SignedDecision) {
  const decision = parseInput(decisionSchema, input);
  const nonce = drawRandom(32).toString("base64url");
  const challenge = challengeFor({ ...decision, nonce });
  return { nonce, options: await beginSigning(ctx, { subject: subjectOf(decision), challenge }) };
}

/**
 * Checks the caller's signature under exactly this decision, and uses it up in the caller's transaction.
 * @param assertion {nonce, response} as `signDecision` of the browser gives it; untrusted
 * @throws CountersignError `unmet` without one, `forbidden` (recorded) for one that does not hold
 */
export async function verifyDecisionSignature(
  tx: SqlTx,
  ctx: Context,
  { id, digest, answer, assertion }: SignedDecision & { assertion: unknown },
): Promise<{ credentialId: string; evidence: DecisionEvidence }> {
  if (assertion === undefined || assertion === null) {
    throw new CountersignError("unmet", "This decision is signed with a passkey: sign it and send it again.");
  }
  const { nonce, response } = parseInput(signedSchema, assertion);
  const decision = { id, digest, answer };
  const challenge = challengeFor({ ...decision, nonce });
  const signed = await verifySigning(tx, ctx, { assertion: response, subject: subjectOf(decision), challenge });
  return { credentialId: signed.credentialId, evidence: { ...signed.evidence, statement: STATEMENT, nonce } };
}

/** Whether this evidence proves that its key signed exactly this decision. Pure: for auditors, exports and tests. */
export function verifyDecisionEvidence(evidence: DecisionEvidence, decision: SignedDecision): boolean {
  return (
    evidence.statement === STATEMENT && verifyEvidence(evidence, challengeFor({ ...decision, nonce: evidence.nonce }))
  );
}
