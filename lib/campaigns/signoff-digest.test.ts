import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { changeDigest, type SignedVote, signoffDigest } from "./signoff-digest";

const vote = (number: number, over: Partial<SignedVote> = {}): SignedVote => ({
  ...{ number, stage: 1, decision: "keep", reason: "needed_for_purpose", text: "", change: null },
  ...{ digest: "ab".repeat(32), at: new Date("2026-11-20T09:00:00.123Z") },
  ...over,
});
const sha = (text: string) => createHash("sha256").update(text).digest("hex");

describe("C8 a sign-off signs every vote", () => {
  it("as lines that anybody can write again", () => {
    const line = `7|1|keep|needed_for_purpose|${sha("")}||${"ab".repeat(32)}|2026-11-20T09:00:00.123Z`;
    expect(signoffDigest([vote(7)])).toBe(sha(line));
    expect(signoffDigest([vote(9), vote(7)])).toBe(signoffDigest([vote(7), vote(9)]));
  });

  it("and changes with each of its parts", () => {
    const parts: Partial<SignedVote>[] = [
      ...[{ number: 8 }, { stage: 2 }, { decision: "revoke" }, { reason: "other" }, { text: "x" }],
      ...[{ change: { personId: "per_a" } }, { digest: "cd".repeat(32) }, { at: new Date(0) }],
    ];
    const digests = parts.map((part) => signoffDigest([vote(7, part)]));
    expect(new Set([signoffDigest([vote(7)]), ...digests]).size).toBe(parts.length + 1);
  });

  it("whatever order the database keeps the members of a change in", () => {
    expect(changeDigest([{ a: 1, b: 2 }])).toBe(changeDigest([{ b: 2, a: 1 }]));
    expect([changeDigest(null), changeDigest(undefined)]).toEqual(["", ""]);
  });
});
