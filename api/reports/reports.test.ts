import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApiKey, revokeApiKey } from "@/lib/api-keys";
import { systemContext } from "@/lib/context";
import { openLog } from "@/lib/http/log";
import { listQuarters, readPosture, takeDay, takeQuarter } from "@/lib/posture";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { fillWorld } from "@/lib/testing/posture-world";
import { readUsage } from "@/lib/usage";
import { answer } from "../router";

testDatabase();

let server: Server;
let base = "";
const admin = () => contextAs("admin", { id: "per_000001", now: new Date() });
const auditor = (teamId: string | null = null) => contextAs("auditor", { id: "per_000002", teamId, now: new Date() });

async function keyFor(purpose: "read" | "report", teamId: string | null = null) {
  const made = await createApiKey(admin(), { name: `${purpose} ${teamId}`, purpose, teamId });
  return made;
}

const get = (path: string, secret?: string) =>
  fetch(`${base}${path}`, { headers: secret ? { authorization: `Bearer ${secret}` } : {} });

beforeAll(async () => {
  const now = new Date();
  await fillWorld({ seed: 0.4, now, agents: 80, teams: 2, people: 10, decisions: 1 });
  await takeDay(systemContext("worker", { now: new Date("2026-09-30T23:00:00Z") }));
  await takeQuarter(systemContext("worker", { now: new Date("2026-10-01T00:02:00Z") }));
  const log = openLog("api");
  server = createServer((request, response) => void answer(request, response, log));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});

/** What differs between two instants of asking, and nothing else. */
function still(view: object): unknown {
  const { asOf: _, behind: __, ...rest } = view as { asOf?: string; behind?: unknown };
  return JSON.parse(JSON.stringify(rest));
}

describe("D4 reports by the interface equal the numbers on screen", () => {
  it.each([null, "tem_0001"])("of the posture, its quarters and usage (team %s)", async (teamId) => {
    const { secret } = await keyFor("read", teamId);
    // Time goes on between two looks, and what falls due then is one more: it is as the screen was before, or is after.
    const before = still(await readPosture(auditor(teamId)));
    const posture = (await (await get("/v1/posture", secret)).json()) as object;
    const after = still(await readPosture(auditor(teamId)));
    expect([before, after]).toContainEqual(still(posture));
    const quarters = await (await get("/v1/posture/quarters", secret)).json();
    expect(quarters).toEqual(JSON.parse(JSON.stringify(await listQuarters(auditor(teamId)))));
    expect(quarters).toMatchObject({ quarters: [{ quarter: "2026-Q3" }] });
    const asked = { from: "2026-11-01T00:00:00Z", to: "2026-11-02T00:00:00Z", by: "team" } as const;
    const usage = (await (await get(`/v1/usage?${new URLSearchParams(asked)}`, secret)).json()) as object;
    expect(still(usage)).toEqual(still(await readUsage(auditor(teamId), asked)));
  });

  it("of another team are not there", async () => {
    const { secret } = await keyFor("read", "tem_0002");
    const refused = await get("/v1/posture?teamId=tem_0001", secret);
    expect(refused.status).toBe(404);
    expect(refused.headers.get("content-type")).toBe("application/problem+json");
  });
});

describe("D4 who reads, and what", () => {
  it("is refused without a key, with a wrong one, with one that reports, and with one that was revoked", async () => {
    const missing = await get("/v1/posture");
    expect([missing.status, missing.headers.get("www-authenticate")]).toEqual([401, 'Bearer realm="countersign"']);
    expect((await get("/v1/usage", "csk_not-a-key")).status).toBe(401);
    const reporting = await keyFor("report");
    expect((await get("/v1/posture/quarters", reporting.secret)).status).toBe(403);
    const revoked = await keyFor("read");
    await revokeApiKey(admin(), { id: revoked.id });
    expect((await get("/v1/posture", revoked.secret)).status).toBe(401);
  });

  it("asks for what there is, once", async () => {
    const { secret } = await keyFor("read");
    for (const path of [
      "/v1/posture?team=tem_0001",
      "/v1/posture?teamId=x&teamId=y",
      "/v1/posture?teamId=1%20or%201",
      "/v1/usage?limit=many",
      "/v1/usage?by=planet",
    ]) {
      const refused = await get(path, secret);
      expect([path, refused.status]).toEqual([path, 422]);
    }
    expect((await fetch(`${base}/v1/posture`, { method: "POST" })).status).toBe(405);
  });
});
