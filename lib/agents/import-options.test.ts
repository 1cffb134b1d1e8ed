import { generateKeyPairSync } from "node:crypto";
import { FlattenedSign } from "jose";
import { beforeAll, describe, expect, it } from "vitest";
import { canonicalize } from "@/lib/audit";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { acceptFor, seedOrganisation } from "@/lib/testing/inventory";
import { FIXTURES } from "./import/fixtures";
import { getAgent, getImport, importFile, planImport } from "./index";

testDatabase();
beforeAll(seedOrganisation);

const cora = contextAs("compliance", { id: "per_cora" });
const olga = contextAs("owner", { id: "per_olga", teamId: "tem_a" });

const file = (value: unknown, fileName = "agents.json") => ({
  fileName,
  bytes: new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value)),
  environment: "production" as const,
});
let counter = 0;
/** A registry record of its own identity. */
function server() {
  counter += 1;
  return { ...FIXTURES["mcp-registry"], name: `test.example/server-${counter}` };
}

describe("V3 a signed card", () => {
  const trusted = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const trustedKeys = [{ ...trusted.publicKey.export({ format: "jwk" }), kid: "carrier-2026" }];
  async function signedCard(by = trusted.privateKey, over: object = {}) {
    counter += 1;
    const card = { ...FIXTURES["a2a-card"], name: `Signed ${counter}`, ...over };
    const payload = new TextEncoder().encode(canonicalize(card));
    const jws = await new FlattenedSign(payload).setProtectedHeader({ alg: "ES256", kid: "carrier-2026" }).sign(by);
    return { ...card, signatures: [{ protected: jws.protected, signature: jws.signature }] };
  }
  const outcomeOf = async (card: object, keys: typeof trustedKeys = []) =>
    (await importFile(cora, { ...file([card]), trustedKeys: keys })).rows[0];
  it("is verified by a trusted key, unverified without one, rejected when forged under the key's name", async () => {
    expect(await outcomeOf(await signedCard(), trustedKeys)).toMatchObject({ result: "new", signature: "verified" });
    expect(await outcomeOf(await signedCard())).toMatchObject({ result: "new", signature: "unverified" });
    const forger = generateKeyPairSync("ec", { namedCurve: "P-256" });
    expect(await outcomeOf(await signedCard(forger.privateKey), trustedKeys)).toMatchObject({
      result: "rejected",
      reason: expect.stringMatching(/forged or altered/),
    });
  });
  it("imported before its key was known becomes verified by importing it with the key, once", async () => {
    const card = await signedCard();
    const first = await outcomeOf(card);
    const again = await outcomeOf(card, trustedKeys);
    expect(again).toMatchObject({
      result: "changed",
      agentId: first?.agentId,
      reason: expect.stringMatching(/verified/),
    });
    const { imported } = await getAgent(cora, first?.agentId ?? "");
    expect(imported).toMatchObject({ signature: "verified", signedBy: expect.stringMatching(/^carrier-2026/) });
    expect(await outcomeOf(card, trustedKeys)).toMatchObject({ result: "duplicate" });
    expect(await outcomeOf(card)).toMatchObject({ result: "duplicate" });
    expect((await getAgent(cora, first?.agentId ?? "")).imported?.signature).toBe("verified");
  });
  it("that comes again without its proof says so", async () => {
    const { signatures: _, ...bare } = await signedCard();
    const card = await signedCard(trusted.privateKey, bare);
    await outcomeOf(card, trustedKeys);
    expect(await outcomeOf({ ...bare, description: "Somebody else's words." }, trustedKeys)).toMatchObject({
      result: "changed",
      warnings: expect.arrayContaining([expect.stringMatching(/signed by a trusted key; this one is not/)]),
    });
  });
  it("shows its signature among the rows of its import until a later import replaces it", async () => {
    const card = await signedCard();
    const first = await importFile(cora, file([card]));
    expect((await getImport(cora, first.importId)).rows[0]?.signature).toBe("unverified");
    const second = await importFile(cora, { ...file([card]), trustedKeys });
    expect((await getImport(cora, second.importId)).rows[0]?.signature).toBe("verified");
    expect((await getImport(cora, first.importId)).rows[0]?.signature).toBeNull();
  });
});

describe("V3 the team that an import is for", () => {
  const grants = ["tem_a", "tem_b"].map((teamId) => ({ role: "owner" as const, teamId }));
  const both = { ...olga, actor: { ...olga.actor, grants } } as typeof olga;
  it("is the one chosen, by an owner of two teams as by compliance", async () => {
    for (const [ctx, teamId] of [
      [both, "tem_a"],
      [both, "tem_b"],
      [cora, "tem_b"],
    ] as const) {
      const { rows } = await importFile(ctx, { ...file(server()), teamId });
      expect((await getAgent(cora, rows[0]?.agentId ?? "")).team?.id).toBe(teamId);
    }
  });
  it("may be left out by compliance alone", async () => {
    const { rows } = await importFile(cora, { ...file(server()), teamId: null });
    expect((await getAgent(cora, rows[0]?.agentId ?? "")).team).toBeNull();
    await expect(importFile(both, { ...file(server()), teamId: null })).rejects.toMatchObject({ code: "forbidden" });
  });
  it("has to exist", async () => {
    await expect(importFile(cora, { ...file(server()), teamId: "tem_nowhere" })).rejects.toMatchObject({
      code: "invalid",
      issues: [{ path: "teamId" }],
    });
  });
  it("is another one where a row names it, for who may", async () => {
    const csv = (name: string) => file(`name,team\n${name},Team b\n`, "agents.csv");
    const { rows } = await importFile(both, { ...csv("Of two teams"), teamId: "tem_a" });
    expect((await getAgent(cora, rows[0]?.agentId ?? "")).team?.id).toBe("tem_b");
  });
});

describe("O1 who answers for what an owner imports", () => {
  it("is the owner who said so, and can then complete it; otherwise nobody", async () => {
    const mine = await importFile(olga, { ...file(server()), teamId: "tem_a", own: true });
    const { owner, abilities } = await getAgent(olga, mine.rows[0]?.agentId ?? "");
    expect([owner?.id, abilities.edit.allowed]).toEqual(["per_olga", true]);
    const nobodys = await importFile(olga, { ...file(server()), teamId: "tem_a" });
    expect(await getAgent(olga, nobodys.rows[0]?.agentId ?? "")).toMatchObject({
      owner: null,
      abilities: { edit: { allowed: false } },
    });
  });
  it("is whom the file names once they accept, and nobody in the place of one who left", async () => {
    const csv = "name,owner\nOf Otto,otto@example.test\nOf one who left,gone@example.test\nOf nobody,\n";
    const { rows } = await importFile(cora, { ...file(csv, "agents.csv"), own: true });
    const owners = () => Promise.all(rows.map(async ({ agentId }) => (await getAgent(cora, agentId ?? "")).owner?.id));
    expect(await owners()).toEqual([undefined, undefined, "per_cora"]);
    await acceptFor("per_otto");
    expect(await owners()).toEqual(["per_otto", undefined, "per_cora"]);
  });
  it("belongs to what was shown: the plan of the one is not that of the other", async () => {
    const given = file(server());
    const { digest } = await planImport(cora, { ...given, own: true });
    await expect(importFile(cora, { ...given, planDigest: digest })).rejects.toMatchObject({ code: "conflict" });
  });
});
