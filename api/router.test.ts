import http from "node:http";
import type { AddressInfo } from "node:net";
import { Writable } from "node:stream";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sql } from "@/lib/db";
import { testDatabase } from "@/lib/testing/database";
import { answer, routeOf } from "./router";

testDatabase();

const lines: string[] = [];
const sink = new Writable({
  write(chunk, _encoding, done) {
    lines.push(String(chunk));
    done();
  },
});
const log = pino(sink);
const server = http.createServer((request, response) => void answer(request, response, log));
let origin = "";

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe("P3 health checks of the machines' door", () => {
  test("live answers without asking anything else", async () => {
    const response = await fetch(`${origin}/health/live`);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: "ok" });
    expect(response.headers.get("cache-control")).toBe("no-store");
  });

  test("ready names each part, and fails with 503 when a migration is half-applied", async () => {
    const first = await fetch(`${origin}/health/ready`);
    expect((await first.json()).checks).toMatchObject({ database: "ok", migrations: "ok" });

    await sql().query("update _prisma_migrations set finished_at = null where migration_name like '%_init'");
    // One look serves a second's probes, so the failure may take that long to show.
    await expect.poll(async () => (await fetch(`${origin}/health/ready`)).status, { timeout: 5_000 }).toBe(503);
    const failing = await (await fetch(`${origin}/health/ready`)).json();
    expect(failing).toMatchObject({ status: "failing", checks: { database: "ok", migrations: "failing" } });
    // The reason is for the operators alone.
    expect(JSON.stringify(failing)).not.toContain("init");
    expect(lines.join("")).toContain("is half-applied");
    await sql().query("update _prisma_migrations set finished_at = now() where migration_name like '%_init'");
  });
});

describe("P3 the machines' door refuses with problem documents", () => {
  test.each([
    ["an unknown address", "/nothing", {}, 404, "not_found"],
    ["an address that is only a prefix of one", "/health", {}, 404, "not_found"],
    ["another method", "/health/live", { method: "DELETE" }, 405, "invalid"],
  ])("%s", async (_what, path, init, status, code) => {
    const response = await fetch(`${origin}${path}`, init);
    expect(response.status).toBe(status);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    const problem = await response.json();
    expect(problem).toMatchObject({ status, code, requestId: response.headers.get("x-request-id") });
  });

  test("a body where none is taken, without reading it", async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const request = http.request(`${origin}/health/live`, {
        method: "GET",
        headers: { "content-length": 1_000_000 },
      });
      request.once("response", (response) => {
        resolve(response.statusCode);
        request.destroy();
      });
      request.once("error", reject);
      request.write("the first bytes only");
    });
    expect(status).toBe(413);
  });
});

describe("P3 structured logs", () => {
  test("one JSON line per request, with its id and without the query, which may hold a secret", async () => {
    const response = await fetch(`${origin}/health/live?token=tell-nobody`);
    const requestId = response.headers.get("x-request-id") ?? "none";
    await expect.poll(() => lines.some((line) => line.includes(requestId))).toBe(true);
    const entry = JSON.parse(lines.find((line) => line.includes(requestId)) ?? "{}");
    expect(entry).toMatchObject({ method: "GET", path: "/health/live", status: 200, finished: true });
    expect(lines.join("")).not.toContain("tell-nobody");
  });
});

test("routes are looked up by their own names only", () => {
  expect(routeOf("constructor")).toBeUndefined();
  expect(routeOf("/log")).toBeUndefined();
  expect(routeOf("/log/checkpoint")?.methods).toEqual(["GET", "HEAD"]);
});
