import { describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { eventsOf, seedOrganisation } from "@/lib/testing/inventory";
import { callerOfKey, flushKeyUses } from "./caller-of-key";
import { createApiKey, listApiKeys, revokeApiKey } from "./index";
import { grantsOf, isKeyShaped, stateOf } from "./rules";

testDatabase();

const now = new Date("2026-11-20T09:00:00Z");
const admin = contextAs("admin", { id: "per_otto", now });
const input = { name: "Payments gateway", purpose: "report", kind: "gateway" } as const;

describe("L7 what a key is", () => {
  it.each([
    [null, null, "active"],
    ["2026-11-20T09:00:00Z", null, "expired"],
    ["2026-11-20T09:00:01Z", null, "active"],
    [null, "2026-11-19T09:00:00Z", "revoked"],
  ])("that ends %s and was revoked %s is %s", (expires, revoked, state) => {
    const date = (text: string | null) => (text === null ? null : new Date(text));
    expect(stateOf({ expiresAt: date(expires), revokedAt: date(revoked) }, now)).toBe(state);
  });

  it("a reader reads the numbers of an auditor of its team, a reporter reads nothing", () => {
    expect(grantsOf({ purpose: "read", teamId: "tem_a" })).toEqual([{ role: "auditor", teamId: "tem_a" }]);
    expect(grantsOf({ purpose: "report", teamId: null })).toEqual([]);
  });

  it.each(["", "csk_", "csk_short", `csk_${"a".repeat(44)}`, `xyz_${"a".repeat(43)}`])("%j is no key", (text) =>
    expect(isKeyShaped(text)).toBe(false),
  );
});

describe("L7 keys of machines", () => {
  it("are made by an administrator, shown once, and only their digest is kept", async () => {
    await seedOrganisation();
    const { id, secret } = await createApiKey(admin, { ...input, teamId: "tem_a", days: 30, rate: 100 });
    const row = await db().apiKey.findUniqueOrThrow({ where: { id } });
    expect(JSON.stringify(row)).not.toContain(secret);
    expect(secret.startsWith(row.prefix)).toBe(true);
    expect(await eventsOf(id)).toMatchObject([
      {
        type: "api_key.created",
        details: { name: input.name, teamId: "tem_a", expiresAt: "2026-12-20T09:00:00.000Z" },
      },
    ]);
    expect(await callerOfKey(secret, now)).toMatchObject({
      actor: { kind: "apiKey", id, grants: [] },
      key: { id, kind: "gateway", teamId: "tem_a", rate: 100 },
    });
    await flushKeyUses();
    const [listed] = (await listApiKeys(admin)).keys;
    expect(listed).toMatchObject({ id, state: "active", usedAt: now.toISOString(), team: { name: "Team a" } });
  });

  it("end with their time", async () => {
    const { secret } = await createApiKey(admin, { ...input, days: 1 });
    await expect(callerOfKey(secret, new Date("2026-11-21T09:00:00Z"))).rejects.toMatchObject({
      code: "unauthenticated",
    });
  });

  it("that were revoked are refused within two seconds, and only one of two revokes them", async () => {
    const { id, secret } = await createApiKey(admin, { ...input, purpose: "read" });
    await callerOfKey(secret, now);
    const both = await Promise.allSettled([revokeApiKey(admin, { id }), revokeApiKey(admin, { id })]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect
      .poll(
        () =>
          callerOfKey(secret, now).then(
            () => "good",
            (error) => error.code,
          ),
        { timeout: 5_000, interval: 20 },
      )
      .toBe("unauthenticated");
    expect((await eventsOf(id)).map(({ type }) => type)).toContain("api_key.revoked");
  });

  it("are refused to everybody else, and to an administrator of a team beyond it", async () => {
    const ofTeam = contextAs("admin", { id: "per_rita", teamId: "tem_b", now });
    await expect(createApiKey(ofTeam, input)).rejects.toMatchObject({ code: "forbidden" });
    await expect(createApiKey(ofTeam, { ...input, teamId: "tem_a" })).rejects.toMatchObject({ code: "forbidden" });
    const { id } = await createApiKey(ofTeam, { ...input, teamId: "tem_b" });
    expect((await listApiKeys(ofTeam)).keys.map((key) => key.id)).toEqual([id]);
    await expect(listApiKeys(contextAs("ciso", { id: "per_cora", now }))).rejects.toMatchObject({ code: "forbidden" });
  });

  it("are not made for a team that is not there, nor with fields nobody knows", async () => {
    await expect(createApiKey(admin, { ...input, teamId: "tem_none" })).rejects.toMatchObject({ code: "invalid" });
    await expect(createApiKey(admin, { ...input, grants: [] } as never)).rejects.toMatchObject({ code: "invalid" });
    await expect(revokeApiKey(admin, { id: "aky_none" })).rejects.toMatchObject({ code: "not_found" });
  });
});
