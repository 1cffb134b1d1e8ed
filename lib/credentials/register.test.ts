import { beforeAll, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { db } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { seedOrganisation } from "@/lib/testing/inventory";
import { exportCredentials } from "./export-credentials";
import { getIdentity } from "./get-identity";
import { issueCredential } from "./issue-credential";
import { credentialFacets, listCredentials } from "./list-credentials";
import { revokeCredential } from "./revoke-credential";
import type { CredentialSearchInput } from "./schema";
import { CREDENTIAL_SORTS } from "./terms";
import { anInstance, publicKey } from "./testing/identities";

testDatabase();

const olga = contextAs("owner", { id: "per_olga" });
const ofTeamB = contextAs("auditor", { id: "per_rita", teamId: "tem_b" });
const nobody: Context = { ...olga, actor: { kind: "user", id: "per_x", sessionId: "ses_test", grants: [] } };
const reason = "Because the test says so.";
let agentId = "";

beforeAll(async () => {
  await seedOrganisation();
  const place = await anInstance(olga);
  agentId = place.agentId;
  for (let count = 0; count < 54; count++) {
    const at = new Date(olga.now.getTime() - count * 86_400_000);
    const instance = count % 8 === 0 ? await anInstance(olga, agentId) : place;
    place.instanceId = instance.instanceId;
    const material =
      count % 3 === 0 ? ({ kind: "secret", reason } as const) : ({ kind: "key", jwk: publicKey() } as const);
    const label = { 5: "=HYPERLINK(1)", 7: "Blue copy" }[count] ?? `number ${count}`;
    const { id } = await issueCredential({ ...olga, now: at }, { instanceId: place.instanceId, material, label });
    if (count % 9 === 0) await revokeCredential(olga, { id, reason });
  }
});

async function walk(input: CredentialSearchInput): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listCredentials>> = await listCredentials(olga, { ...input, cursor });
    ids.push(...page.rows.map(({ id }) => id));
    cursor = page.next;
  } while (cursor);
  return ids;
}

describe("I4 the register", () => {
  it.each(CREDENTIAL_SORTS.flatMap((sort) => (["asc", "desc"] as const).map((dir) => ({ sort, dir }))))(
    "shows every credential once, by $sort $dir, and leads back",
    async ({ sort, dir }) => {
      const ids = await walk({ sort, dir });
      expect(new Set(ids).size).toBe(54);
      expect(ids).toHaveLength(54);
      const first = await listCredentials(olga, { sort, dir });
      const second = await listCredentials(olga, { sort, dir, cursor: first.next });
      const back = await listCredentials(olga, { sort, dir, cursor: second.previous });
      expect(back.rows.map(({ id }) => id)).toEqual(first.rows.map(({ id }) => id));
    },
  );

  it("filters, and counts each filter without itself", async () => {
    const weak = await listCredentials(olga, { strength: ["secret"], state: ["active"] });
    expect(weak.rows.every(({ strength, state }) => strength === "secret" && state === "active")).toBe(true);
    const facets = await credentialFacets(olga, { strength: ["secret"] });
    const of = (list: { value: string; count: number }[], value: string) =>
      list.find((one) => one.value === value)?.count;
    expect(of(facets.strength, "own_key")).toBe(36);
    expect(of(facets.kind, "secret")).toBe(18);
    expect(of(facets.state, "revoked")).toBe(6);
    expect((await listCredentials(olga, { due: ["none"] })).total.count).toBe(6);
    const [blue, ...others] = (await listCredentials(olga, { q: "BLUE copy" })).rows;
    expect([blue?.label, others]).toEqual(["Blue copy", []]);
    expect((await listCredentials(olga, { q: blue?.id ?? "" })).rows).toHaveLength(1);
    expect((await listCredentials(olga, { mine: true })).total.count).toBe(54);
  });

  it("agrees with the agent's own page about what is due", async () => {
    const later = { ...olga, now: new Date(olga.now.getTime() + 60 * 86_400_000) };
    const listed = new Map(
      (await listCredentials(later, { due: ["overdue", "soon"] })).rows.map((row) => [row.id, row]),
    );
    expect(listed.size).toBeGreaterThan(20);
    const { instances } = await getIdentity(later, agentId);
    for (const credential of instances.flatMap(({ credentials }) => credentials)) {
      const row = listed.get(credential.id);
      if (row) expect([row.due, row.rotationDueAt]).toEqual([credential.due, credential.rotationDueAt]);
    }
  });

  it("shows what the caller sees, and refuses who sees nothing, and damaged links", async () => {
    expect((await listCredentials(ofTeamB)).rows).toEqual([]);
    await expect(getIdentity(ofTeamB, agentId)).rejects.toMatchObject({ code: "not_found" });
    await expect(listCredentials(nobody)).rejects.toMatchObject({ code: "forbidden" });
    await expect(credentialFacets(nobody)).rejects.toMatchObject({ code: "forbidden" });
    const { next } = await listCredentials(olga, { sort: "created" });
    await expect(listCredentials(olga, { sort: "due", cursor: next })).rejects.toMatchObject({ code: "invalid" });
    const forged = Buffer.from(JSON.stringify(["due", "asc", false, "1'; drop", "crd_1"])).toString("base64url");
    await expect(listCredentials(olga, { cursor: forged })).rejects.toMatchObject({ code: "invalid" });
  });

  it("is exported as it is filtered, with formulas neutralised, and says so in the log", async () => {
    let text = "";
    for await (const chunk of exportCredentials(olga, { kind: ["key"] })) text += chunk;
    expect(text.trim().split("\r\n")).toHaveLength(37);
    expect(text).toContain("'=HYPERLINK(1)");
    const [event] = await db().auditEvent.findMany({ where: { type: "export.created" } });
    expect(event?.details).toMatchObject({ what: "credentials", rows: 36 });
    await expect(exportCredentials(nobody, {}).next()).rejects.toMatchObject({ code: "forbidden" });
  });
});
