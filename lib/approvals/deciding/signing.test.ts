import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { inSqlTransaction, sql } from "@/lib/db";
import { enrolledKey, type SoftwareAuthenticator, signedDecision } from "@/lib/testing/authenticator";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import type { SignedDecision } from "../views";
import { challengeFor, verifyDecisionEvidence, verifyDecisionSignature } from "./signing";

testDatabase();

const dana = contextAs("reviewer", { id: "per_dana", now: new Date() });
const decision = { id: "apr_1", digest: "a".repeat(64), answer: "approve" } as const;
let key: SoftwareAuthenticator;

beforeAll(async () => {
  await sql().query("insert into people (id, name, email) values ('per_dana', 'Dana', 'dana@firm.example')");
  key = await enrolledKey("per_dana");
});

const verified = (signed: SignedDecision, assertion: unknown) =>
  inSqlTransaction((tx) => verifyDecisionSignature(tx, dana, { ...signed, assertion }));

describe("A8 the challenge of a decision", () => {
  it("is the rule's hash: statement, id, digest, decision, nonce, with NUL between", () => {
    const challenge = challengeFor({ ...decision, nonce: "n" });
    // Computed by hand: printf 'countersign/approve/v1\0apr_1\0aaa…\0approve\0n' | sha256sum
    expect(Buffer.from(challenge).toString("hex")).toBe(
      "c35e786527686403469e8bbfa09dbc63ac5e2528870a517ed96f83e0d297b093",
    );
  });

  it("differs whenever any part differs, also where parts could run into each other", () => {
    const part = fc.string({ maxLength: 8 }).filter((text) => !text.includes("\0"));
    const made = fc.record({ id: part, digest: part, answer: fc.constantFrom("approve", "deny"), nonce: part });
    fc.assert(
      fc.property(made, made, (left, right) => {
        const equal = JSON.stringify(left) === JSON.stringify(right);
        return Buffer.from(challengeFor(left as never)).equals(challengeFor(right as never)) === equal;
      }),
    );
    expect(() => challengeFor({ ...decision, id: "a\0b", nonce: "n" })).toThrow(RangeError);
  });
});

describe("A8 the signature under a decision", () => {
  it("holds for exactly this decision, and so does what is kept of it", async () => {
    const { evidence } = await verified(decision, await signedDecision(dana, key, decision));
    expect(verifyDecisionEvidence(evidence, decision)).toBe(true);
    expect(verifyDecisionEvidence(JSON.parse(JSON.stringify(evidence)), decision)).toBe(true);
    for (const other of [{ id: "apr_2" }, { digest: "b".repeat(64) }, { answer: "deny" as const }]) {
      expect(verifyDecisionEvidence(evidence, { ...decision, ...other })).toBe(false);
    }
    expect(verifyDecisionEvidence({ ...evidence, nonce: "another" }, decision)).toBe(false);
  });

  it.each([
    ["another request", { id: "apr_2" }],
    ["another digest", { digest: "b".repeat(64) }],
    ["the other answer", { answer: "deny" as const }],
  ])("is refused for %s", async (_, other) => {
    const assertion = await signedDecision(dana, key, decision);
    await expect(verified({ ...decision, ...other }, assertion)).rejects.toMatchObject({ code: "forbidden" });
    // What was refused is not used up: the decision that was signed still counts.
    await expect(verified(decision, assertion)).resolves.toMatchObject({ credentialId: key.credentialId });
    await expect(verified(decision, assertion)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("is asked for when it is missing, and refused when it is none", async () => {
    await expect(verified(decision, undefined)).rejects.toMatchObject({ code: "unmet" });
    await expect(verified(decision, { nonce: "n" })).rejects.toMatchObject({ code: "invalid" });
    const { response } = await signedDecision(dana, key, decision);
    const nonce = Buffer.alloc(32).toString("base64url");
    await expect(verified(decision, { nonce, response })).rejects.toMatchObject({ code: "forbidden" });
  });
});
