import { describe, expect, it } from "vitest";
import { can, canSomewhere, PERMISSIONS, type Verb } from "@/lib/access";
import { listEvents } from "@/lib/audit";
import { contextFor, systemContext } from "@/lib/context";
import { db } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { admitKey, createApiKey, revokeApiKey } from "./index";
import { grantsOf } from "./rules";

testDatabase();

const now = new Date("2026-11-20T09:00:00Z");
const admin = contextAs("admin", { id: "per_otto", now });
const ctx = systemContext("api", { now });
const shown = (secret: string, over: object = {}) =>
  admitKey(ctx, { secret, purpose: "report", address: "192.0.2.1", wanted: "POST /v1/events", ...over });
const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => "good",
    (error: { code?: string }) => error.code ?? String(error),
  );
const refusals = () => db().auditEvent.findMany({ where: { type: "api_key.refused" }, orderBy: { id: "asc" } });
const made = (purpose: "report" | "read") => createApiKey(admin, { name: purpose, purpose, days: 30 });

describe("L7 a key that is not good is recorded, and guessing ends", () => {
  it("says in the log why, of which key, and never what was shown", async () => {
    const [reader, reporter, revoked] = [await made("read"), await made("report"), await made("report")];
    await revokeApiKey(admin, { id: revoked.id });
    const late = systemContext("api", { now: new Date("2027-01-01T00:00:00Z") });
    const madeUp = `csk_${"a".repeat(43)}`;
    expect(await codeOf(shown(reader.secret))).toBe("forbidden");
    expect(await codeOf(shown(reporter.secret, { purpose: "read" }))).toBe("forbidden");
    expect(await codeOf(shown(revoked.secret))).toBe("unauthenticated");
    expect(await codeOf(shown(madeUp))).toBe("unauthenticated");
    const given = { secret: reporter.secret, purpose: "report", address: "192.0.2.1", wanted: "GET /" } as const;
    expect(await codeOf(admitKey(late, given))).toBe("unauthenticated");
    const found = await refusals();
    expect(found.map(({ targetId, outcome, details }) => [targetId, outcome, details])).toEqual(
      expect.arrayContaining([
        [reader.id, "refused", { reason: "wrong_purpose", moreNotRecorded: false }],
        [reporter.id, "refused", { reason: "wrong_purpose", moreNotRecorded: false }],
        [revoked.id, "refused", { reason: "revoked", moreNotRecorded: false }],
        ["unknown", "refused", { reason: "unknown", moreNotRecorded: false }],
        [reporter.id, "refused", { reason: "expired", moreNotRecorded: false }],
      ]),
    );
    expect(found).toHaveLength(5);
    expect(Buffer.concat(found.map(({ leaf }) => Buffer.from(leaf))).toString()).not.toMatch(/csk_|192\.0\.2/);
  });

  it("is answered thirty times a minute for one address; a good key from there passes all the same", async () => {
    const before = (await refusals()).length;
    const { secret } = await made("report");
    const from = { address: "192.0.2.99" };
    const codes = [];
    for (let n = 0; n < 34; n++) codes.push(await codeOf(shown(`csk_${String(n).padStart(43, "x")}`, from)));
    expect(codes).toEqual([...Array(30).fill("unauthenticated"), ...Array(4).fill("rate_limited")]);
    const found = (await refusals()).slice(before);
    const told = found.map(({ details }) => (details as { moreNotRecorded: boolean }).moreNotRecorded);
    expect(told.filter((more) => more)).toHaveLength(1);
    expect(told).toHaveLength(31);
    expect(await codeOf(shown(secret, from))).toBe("good");
    expect(await codeOf(shown(`csk_${"b".repeat(43)}`, { address: "192.0.2.100" }))).toBe("unauthenticated");
  });
});

describe("O5 a key to read reads numbers, and nothing that whoever made it may not see", () => {
  const reader = { kind: "apiKey", id: "aky_1", grants: grantsOf({ purpose: "read", teamId: null }) } as const;

  it("may ask for numbers, and for no event, evidence, export, control or change", () => {
    const may = (Object.keys(PERMISSIONS) as Verb[]).filter((verb) => canSomewhere(reader, verb) || can(reader, verb));
    expect(may.sort()).toEqual([
      "agents.read",
      "approvals.measure",
      "campaigns.read",
      "credentials.read",
      "decisions.read",
      "entitlements.read",
      "posture.read",
      "switches.read",
      "tools.read",
      "usage.read",
    ]);
  });

  it("reads neither the log nor an export, wherever it got in", async () => {
    expect(await codeOf(listEvents(contextFor(reader, { now }), {}))).toBe("forbidden");
  });
});
