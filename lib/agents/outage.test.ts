import { once } from "node:events";
import { createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase } from "@/lib/db";
import { failureOf } from "@/lib/http/failure";
import { contextAs } from "@/lib/testing/contexts";
import { agentFacets, exportAgents, getAgent, getImport, listImports, searchAgents } from "./index";

/** A port that was free a moment ago: nobody answers there, as when the database is down. */
beforeAll(async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  process.env.DATABASE_URL = `postgresql://nobody:none@127.0.0.1:${port}/none`;
  process.env.COUNTERSIGN_SECRET ??= "a-secret-for-tests-of-32-characters-or-more";
});
afterAll(closeDatabase);

const auditor = contextAs("auditor", { id: "per_rita" });

describe("P3 without a database", () => {
  it.each<[string, () => Promise<unknown>]>([
    ["the list", () => searchAgents(auditor, {})],
    ["a search", () => searchAgents(auditor, { q: "payroll" })],
    ["the facets", () => agentFacets(auditor, {})],
    ["an agent", () => getAgent(auditor, "agt_1")],
    ["the imports", () => listImports(auditor)],
    ["an import", () => getImport(auditor, "imp_1")],
    ["the export", () => Array.fromAsync(exportAgents(auditor, {}))],
  ])("%s is unavailable: never empty, never missing", async (_, read) => {
    const failure = await read().then(
      () => null,
      (error: unknown) => failureOf(error),
    );
    expect(failure).toMatchObject({
      code: "unavailable",
      message: expect.stringMatching(/database cannot be reached/),
    });
  });
});
