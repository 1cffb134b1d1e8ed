// Who can reach a resource, and what a compromise reaches, over 100,000 agents; and the picture of an agent with 500 tools and
// 2,000 resources, from navigation to the first interaction handled.
import pg from "pg";
import { systemContext } from "@/lib/context";
import { getAgentReach, listReachers, whatIf } from "@/lib/reach";
import { onStage } from "./audit-stage";
import { fillInventory } from "./support/inventory";
import { percentile } from "./support/percentile";
import { fillReach } from "./support/reach";

const AGENTS = 100_000;
const ROUNDS = 15;
const LIMIT_MS = 200;

const ctx = systemContext("bench");

interface Scenario {
  name: string;
  ours: () => Promise<unknown>;
  /** The same rows and counts as a person would write them by hand. */
  bare: string;
}

const bareReachers = (where: string) => `select a.id, a.name, a.tier, a.environment, count(*) over () from agents a
  where a.status <> 'decommissioned' and a.id in (select l.agent_id from tool_resources l join agent_tools t on t.id = l.tool_id
    where ${where} and t.state in ('accepted', 'quarantined')) order by a.tier desc nulls last, lower(a.name), a.id limit 50`;

function scenarios(agentId: string): Scenario[] {
  const reachers = (name: string, resourceId: string): Scenario => ({
    name,
    ours: () => listReachers(ctx, { resourceId }),
    bare: bareReachers(`l.resource_id = '${resourceId}'`),
  });
  return [
    reachers("who reaches: few (150 agents)", "res_000777"),
    reachers("who reaches: 2,000 agents", "res_000002"),
    reachers("who reaches: 60,000 agents", "res_000001"),
    {
      name: "who reaches: 2,000, critical, writes",
      ours: () => listReachers(ctx, { resourceId: "res_000002", tier: ["critical"], access: ["write"] }),
      bare: `${bareReachers("l.resource_id = 'res_000002' and l.access = 'write'").replace("where", "where a.tier = 'critical' and")}`,
    },
    {
      name: "who reaches: secrets",
      ours: () => listReachers(ctx, { dataClass: "secrets" }),
      bare: bareReachers("l.resource_id in (select id from resources where data_classes @> array['secrets'])"),
    },
    {
      name: "what if: one agent",
      ours: () => whatIf(ctx, { subject: { kind: "agent", id: agentId } }),
      bare: `select distinct r.* from tool_resources l join resources r on r.id = l.resource_id where l.agent_id = '${agentId}'`,
    },
    {
      name: "what if: a server of 250 agents",
      ours: () => whatIf(ctx, { subject: { kind: "server", name: "server-7", address: "https://mcp.example.test/7" } }),
      bare: `select distinct r.* from agent_servers s join agent_tools t on t.server_id = s.id join tool_resources l on l.tool_id = t.id
        join resources r on r.id = l.resource_id where s.name = 'server-7' and s.address = 'https://mcp.example.test/7'`,
    },
    {
      name: "what if: a credential of 50 agents",
      ours: () => whatIf(ctx, { subject: { kind: "credential", name: "secret-7" } }),
      bare: `select distinct r.* from agent_servers s join agent_tools t on t.server_id = s.id join tool_resources l on l.tool_id = t.id
        join resources r on r.id = l.resource_id where s.credential = 'secret-7'`,
    },
    { name: "an agent's reach", ours: () => getAgentReach(ctx, { id: agentId }), bare: "select 1" },
  ];
}

/** Ours and bare in turns, so that a noisy machine is noisy for both. */
async function measure(client: pg.Client, { ours, bare }: Scenario) {
  const times = { ours: [] as number[], bare: [] as number[] };
  for (let round = -2; round < ROUNDS; round++) {
    const began = performance.now();
    await ours();
    const between = performance.now();
    await client.query(bare);
    const ended = performance.now();
    if (round < 0) continue;
    times.ours.push(between - began);
    times.bare.push(ended - between);
  }
  return times;
}

export function run(): Promise<void> {
  return onStage(async ({ url }) => {
    const client = new pg.Client(url);
    await client.connect();
    try {
      await fillInventory(client, AGENTS);
      await fillReach(client);
      await report(client);
    } finally {
      await client.end();
    }
  });
}

async function report(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    "select id from agents where status = 'active' order by id limit 1",
  );
  console.log(
    `  ${AGENTS} agents; milliseconds: ours p50 / p95, bare SQL p50 (promise of "who reaches": ${LIMIT_MS} ms)`,
  );
  for (const scenario of scenarios(rows[0]?.id ?? "")) {
    const { ours, bare } = await measure(client, scenario);
    const figures = `${percentile(ours, 50).toFixed(1).padStart(6)} / ${percentile(ours, 95).toFixed(1).padStart(6)}`;
    console.log(`  ${scenario.name.padEnd(38)} ${figures}  bare ${percentile(bare, 50).toFixed(1).padStart(6)}`);
  }
}
