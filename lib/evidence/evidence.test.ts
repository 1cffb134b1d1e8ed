import { beforeAll, describe, expect, it } from "vitest";
import { sequenceOnce } from "@/lib/audit";
import { systemContext } from "@/lib/context";
import { sql } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { seedOrganisation } from "@/lib/testing/inventory";
import { recordSome, testLog } from "@/lib/testing/log";
import {
  askExport,
  cancelExport,
  createLink,
  downloadByLink,
  gatherExport,
  getExport,
  listExports,
  openExport,
  openLink,
  revokeLink,
  sweepExports,
} from "./index";
import { enrol, makeExport, takeExport } from "./testing/export-of";

testLog();

/** After what the worker does meanwhile, by its own clock. */
const now = new Date(Date.now() + 60_000);
const auditor = contextAs("auditor", { id: "per_yuki", now });
const compliance = contextAs("compliance", { id: "per_ines", now });
const later = (days: number) => new Date(now.getTime() + days * 86_400_000);
const ask = { title: "Autumn", query: { kind: "events", search: {} }, formats: ["jsonl"] } as const;
const asked = { ...ask, formats: [...ask.formats] };
let ready = "";

beforeAll(async () => {
  await seedOrganisation();
  await enrol("per_yuki", "auditor");
  await enrol("per_ines", "compliance");
  await recordSome(20);
  ready = await makeExport(auditor);
});

describe("L5 an export is asked for, gathered, anchored, and let go of", () => {
  it("says in the log who asked for what, and the digest of what was made", async () => {
    const { custody, manifest, state } = await getExport(auditor, ready);
    expect(state).toBe("ready");
    expect(manifest).toMatch(/^[0-9a-f]{64}$/);
    expect(custody.map(({ what }) => what).sort()).toEqual(["asked", "made"]);
  });

  it("records every download before its first byte", async () => {
    const bytes = await takeExport(auditor, ready);
    const { custody } = await getExport(compliance, ready);
    expect(custody[0]).toMatchObject({ what: "downloaded", who: "per_yuki", byLink: false });
    expect((await listExports(compliance)).rows.find(({ id }) => id === ready)?.bytes).toBe(bytes.length);
  });

  it("is for auditors and compliance alone, and hidden from the others", async () => {
    const owner = contextAs("owner", { id: "per_olga", now });
    await expect(askExport(owner, asked)).rejects.toMatchObject({ code: "forbidden" });
    await expect(askExport(contextAs("ciso", { id: "per_henrik", now }), asked)).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(getExport(owner, ready)).rejects.toMatchObject({ code: "not_found" });
    await expect(openExport(owner, ready)).rejects.toMatchObject({ code: "not_found" });
    await expect(listExports(owner)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("begins anew where a worker died over it, and nothing of the former try stays", async () => {
    const { id } = await askExport(auditor, asked);
    await sequenceOnce();
    await sql().query("update evidence_exports set state = 'gathering', done = 7 where id = $1", [id]);
    await sql().query("insert into evidence_parts (export_id, number, bytes) values ($1, 1000000, 'half')", [id]);
    await expect(openExport(auditor, id)).rejects.toMatchObject({ code: "unmet" });
    while ((await gatherExport(systemContext("worker"), id)) !== "over") await sequenceOnce();
    expect((await getExport(auditor, id)).state).toBe("ready");
    expect((await takeExport(auditor, id)).includes("half")).toBe(false);
  });

  it("is cancelled once, and never finished afterwards", async () => {
    const { id } = await askExport(auditor, asked);
    const tries = await Promise.allSettled([cancelExport(auditor, { id }), cancelExport(compliance, { id })]);
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await gatherExport(systemContext("worker"), id)).toBe("over");
    expect((await getExport(auditor, id)).state).toBe("cancelled");
  });

  it("is not made for somebody who may no longer ask", async () => {
    await enrol("per_gone", "auditor");
    const { id } = await askExport(contextAs("auditor", { id: "per_gone", now }), asked);
    await sql().query("delete from role_grants where person_id = 'per_gone'");
    do await sequenceOnce();
    while ((await gatherExport(systemContext("worker"), id)) !== "over");
    expect(await getExport(compliance, id)).toMatchObject({ state: "failed" });
  });

  it("refuses a fourth at once", async () => {
    await enrol("per_busy", "auditor");
    const busy = contextAs("auditor", { id: "per_busy", now });
    const all = await Promise.allSettled(Array.from({ length: 4 }, () => askExport(busy, asked)));
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(3);
  });
});

describe("L5 links for outsiders", () => {
  const link = (days = 7) => createLink(compliance, { exportId: ready, recipient: "Nordwind audit", days });
  const visit = (secret: string, at = now) => ({ secret, address: "192.0.2.7", now: at });

  it("open and download what they were made for, each an event with the recipient's words", async () => {
    const { secret } = await link();
    expect(await openLink(visit(secret))).toMatchObject({ id: ready, recipient: "Nordwind audit" });
    await downloadByLink(visit(secret));
    const { custody, links } = await getExport(compliance, ready);
    expect(custody[0]).toMatchObject({ what: "downloaded", who: "Nordwind audit", byLink: true });
    expect(links[0]).toMatchObject({ opened: 1, downloaded: 1, state: "works" });
  });

  it("wrong, expired and revoked ones are the same: nothing", async () => {
    const { id, secret } = await link(1);
    const refused = { code: "not_found", message: expect.any(String) };
    await expect(openLink(visit("A".repeat(43)))).rejects.toMatchObject(refused);
    await expect(openLink(visit(secret, later(2)))).rejects.toMatchObject(refused);
    await revokeLink(compliance, { id });
    await expect(openLink(visit(secret))).rejects.toMatchObject(refused);
    await expect(downloadByLink(visit(secret))).rejects.toMatchObject(refused);
    await expect(revokeLink(compliance, { id })).rejects.toMatchObject({ code: "conflict" });
  });

  it("break off a download when they are revoked, and say nothing of who else was given the export", async () => {
    const other = await createLink(compliance, { exportId: ready, recipient: "Südkreuz auditors", days: 7 });
    await openLink(visit(other.secret));
    const { id, secret } = await link();
    const { custody } = await openLink(visit(secret));
    expect(custody.map(({ who }) => who)).toContain("Another recipient");
    expect(JSON.stringify(custody)).not.toContain("Südkreuz");
    const { parts } = await downloadByLink(visit(secret));
    expect((await parts[Symbol.asyncIterator]().next()).done).toBe(false);
    await revokeLink(compliance, { id });
    await expect(parts[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: "not_found" });
  });

  it("are made by compliance alone, for thirty days at most, and keep no secret", async () => {
    await expect(createLink(auditor, { exportId: ready, recipient: "X", days: 7 })).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(link(31)).rejects.toMatchObject({ code: "invalid" });
    const { secret } = await link();
    const { rows } = await sql().query<{ all: string }>("select string_agg(l::text, '') as all from evidence_links l");
    expect(rows[0]?.all).not.toContain(secret);
  });
});

describe("L5 when its time is over", () => {
  it("the files go, custody and digest stay, and a link leads nowhere", async () => {
    const { secret } = await createLink(compliance, { exportId: ready, recipient: "Late", days: 30 });
    await sweepExports(systemContext("worker", { now: later(31) }));
    const { rows } = await sql().query("select from evidence_parts where export_id = $1", [ready]);
    expect(rows).toHaveLength(0);
    const gone = await getExport(compliance, ready);
    expect(gone).toMatchObject({ state: "expired", manifest: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(gone.custody[0]?.what).toBe("expired");
    await expect(openExport(compliance, ready)).rejects.toMatchObject({ code: "unmet" });
    await expect(openLink({ secret, address: "192.0.2.8", now })).rejects.toMatchObject({ code: "not_found" });
  });
});
