import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { eventsOf, seedOrganisation } from "@/lib/testing/inventory";
import { decommissionAgent } from "../decommission-agent";
import { getAgent } from "../get-agent";
import { importFile } from "../import-file";
import { planImport } from "../plan-import";
import { registerAgent } from "../register-agent";
import { acceptTools } from "../tools/accept-tools";
import { getTool } from "../tools/get-tool";
import { listTools } from "../tools/list-tools";
import { FIXTURES } from "./fixtures";

testDatabase();
beforeAll(seedOrganisation);

const cora = contextAs("compliance", { id: "per_cora" });
const READS = { name: "read_entry", description: "Reads an entry.", inputSchema: { type: "object" } };
const PAYS = { name: "send_money", description: "Sends money to an account.", inputSchema: { type: "object" } };

const file = (value: unknown) => ({
  fileName: "tools.json",
  bytes: new TextEncoder().encode(JSON.stringify(value)),
  environment: "production" as const,
});
let counter = 0;
function listing(tools: unknown[], name = "") {
  counter += 1;
  return { serverInfo: { name: name || `server-${counter}` }, tools };
}
async function imported(value: unknown) {
  const done = await importFile(cora, file(value));
  return { id: done.rows[0]?.agentId ?? "", row: done.rows[0], rows: done.rows };
}
const stateOf = async (agentId: string) => {
  const tools = await db().agentTool.findMany({ where: { agentId }, orderBy: { name: "asc" } });
  return Object.fromEntries(tools.map(({ name, state }) => [name, state]));
};
async function acceptAll(agentId: string) {
  const { waiting } = await listTools(cora, agentId);
  return acceptTools(cora, { tools: waiting.map(({ id, version, hash }) => ({ id, version, hash })) });
}

describe("V4 a new record brings its tools", () => {
  it("into quarantine, counted in the draft's tier, as the plan said", async () => {
    const given = listing([READS, PAYS]);
    expect((await planImport(cora, file(given))).rows[0]?.tools).toEqual({ added: 2, changed: 0, removed: 0 });
    const { id } = await imported(given);
    expect(await stateOf(id)).toEqual({ read_entry: "quarantined", send_money: "quarantined" });
    const agent = await getAgent(cora, id);
    expect(agent).toMatchObject({ undecidedTools: 2, tier: "high" });
    expect(agent.factors.map((factor) => factor.id)).toContain("capability.pay");
    expect((await eventsOf(id)).find(({ type }) => type === "agent.imported")?.details).toMatchObject({ tools: 2 });
    const row = await db().agentImportRow.findFirstOrThrow({ where: { agentId: id } });
    expect(row.reason).toContain("Tools: 2 new.");
  });
  it.each([
    ["toolhive", ["read_entry"]],
    ["m365-plugin", ["getEntry"]],
    ["mcp-tools", ["read_entry"]],
  ] as const)("of the kind %s", async (kind, names) => {
    const { id } = await imported(FIXTURES[kind]);
    expect(Object.keys(await stateOf(id))).toEqual(names);
  });
  it("is rejected when its tools cannot be told apart", async () => {
    const plan = await planImport(cora, file(listing([READS, READS])));
    expect(plan.rows[0]).toMatchObject({ result: "rejected", reason: expect.stringContaining("twice") });
  });
});

describe("V4 a changed record", () => {
  it("quarantines what is new and changed, removes what is gone, and leaves the rest as decided", async () => {
    const name = "ledger-changes";
    const { id } = await imported(listing([READS, PAYS, { ...READS, name: "gone" }], name));
    await acceptAll(id);
    const next = listing([READS, { ...PAYS, description: "Sends money abroad." }, { ...READS, name: "fresh" }], name);
    const plan = await planImport(cora, file(next));
    expect(plan.rows[0]).toMatchObject({ result: "changed", reason: "", tools: { added: 1, changed: 1, removed: 1 } });
    await imported(next);
    expect(await stateOf(id)).toEqual({
      fresh: "quarantined",
      gone: "removed",
      read_entry: "accepted",
      send_money: "quarantined",
    });
    const { waiting } = await listTools(cora, id);
    expect(waiting.find((tool) => tool.name === "send_money")?.changes).toMatchObject([{ part: "description" }]);
    expect((await eventsOf(id)).find(({ type }) => type === "agent.tools_listed")?.details).toMatchObject({
      added: 1,
      changed: 1,
      removed: 1,
    });
    expect((await importFile(cora, file(next))).counts.duplicate).toBe(1);
    const sent = waiting.find((tool) => tool.name === "send_money");
    expect((await getTool(cora, sent?.id ?? "")).history.map(({ kind }) => kind)).toEqual(["changed", "accepted"]);
  });
  it("that would leave a registration incomplete is rejected as a row; the others come in", async () => {
    const head = "key,name,purpose,provider,systems,data_read,autonomy,exposure,team";
    const csv = (facts: string) => ({
      ...file(""),
      fileName: "agents.csv",
      bytes: new TextEncoder().encode(`${head}\n${facts}\nanother,Another ${facts.length},,,,,,,Team a\n`),
    });
    const stated = "rising,Rising,Reads entries of the ledger at night.,Example,ledger";
    const [first] = (await importFile(cora, csv(`${stated},internal,suggests,internal,Team a`))).rows;
    const id = first?.agentId ?? "";
    await db().agent.update({ where: { id }, data: { ownerId: "per_olga", sponsorId: "per_olga" } });
    await registerAgent(cora, { id, version: (await getAgent(cora, id)).version });
    const { rows, counts } = await importFile(cora, csv(`${stated},health;secrets;payment,acts_alone,public,Team a`));
    expect(rows[0]).toMatchObject({
      result: "rejected",
      reason: expect.stringContaining("two different active people"),
    });
    expect(counts).toMatchObject({ changed: 1, rejected: 1 });
    expect(await getAgent(cora, id)).toMatchObject({ tier: "low", autonomy: "suggests" });
  });
  it("of a decommissioned agent brings nothing back", async () => {
    const name = "ledger-history";
    const { id } = await imported(listing([READS], name));
    const { version } = await getAgent(cora, id);
    await decommissionAgent(cora, { id, version, reason: "Replaced by another." });
    const { row } = await imported(listing([READS, PAYS], name));
    expect(row).toMatchObject({ result: "rejected", tools: { added: 0, changed: 0, removed: 0 } });
    expect(Object.keys(await stateOf(id))).toEqual(["read_entry"]);
  });
});
