// The inventory with 100,000 agents: server time of filters, sorts, searches, pages and facets, beside the bare SQL of each.
import pg from "pg";
import { agentFacets, searchAgents } from "@/lib/agents";
import type { AgentSearchInput } from "@/lib/agents/schema";
import { systemContext } from "@/lib/context";
import { onStage } from "./audit-stage";
import { fillInventory } from "./support/inventory";
import { percentile } from "./support/percentile";

const AGENTS = 100_000;
const ROUNDS = 15;
const LIMIT_MS = 60;
const LIMIT_RATIO = 3;

interface Scenario {
  name: string;
  ours: () => Promise<unknown>;
  /** The same rows and the same count, or the same counts, as a person would write them by hand: one statement each. */
  bare: string[];
}

const ctx = systemContext("bench");
const PAGE = "select id, name, status, tier, provider, owner_id, updated_at from agents";
const NAMED = "select a.id, a.name, a.status, a.tier, k.name from agents a join";
const UPTO = "select count(*) from (select 1 from agents";

function list(name: string, search: AgentSearchInput, where: string, order: string): Scenario {
  return {
    name,
    ours: () => searchAgents(ctx, search),
    bare: [`${PAGE} where ${where} order by ${order} limit 51`, `${UPTO} where ${where} limit 10001) x`],
  };
}

function named(name: string, sort: "owner" | "team", table: string): Scenario {
  const order = "order by lower(k.name), a.id limit 51";
  return {
    name,
    ours: () => searchAgents(ctx, { sort }),
    bare: [`${NAMED} ${table} k on k.id = a.${sort}_id ${order}`, `${UPTO} limit 10001) x`],
  };
}

function facets(name: string, search: AgentSearchInput, where: string): Scenario {
  const columns = ["environment", "status", "tier", "kind", "source", "team_id", "provider"];
  const sets = columns.map((column) => `(${column})`).join(",");
  const text = `select ${columns.join(",")}, count(*) from agents where ${where} group by grouping sets (${sets})`;
  return { name, ours: () => agentFacets(ctx, search), bare: [text] };
}

async function scenarios(): Promise<Scenario[]> {
  const byName: AgentSearchInput = { sort: "name" };
  let deep = await searchAgents(ctx, byName);
  for (let page = 0; page < 20 && deep.next; page++) deep = await searchAgents(ctx, { ...byName, cursor: deep.next });
  const last = deep.rows.at(-1);
  const from = `(lower(name), id) > ('${last?.name.toLowerCase()}', '${last?.id}')`;
  return [
    list("first page by name", byName, "true", "lower(name), id"),
    list("page 21 by name", { ...byName, cursor: deep.next }, from, "lower(name), id"),
    list("by last change", { sort: "updatedAt", dir: "desc" }, "true", "updated_at desc, id desc"),
    list("by tier, highest first", { sort: "tier", dir: "desc" }, "tier is not null", "tier desc, id desc"),
    list("by status", { sort: "status" }, "true", "status, id"),
    list("by provider", { sort: "provider" }, "true", "lower(provider), id"),
    named("by owner", "owner", "people"),
    named("by team", "team", "teams"),
    list(
      "filter: production and high",
      { environment: ["production"], tier: ["high"] },
      "environment = 'production' and tier = 'high'",
      "lower(name), id",
    ),
    list("filter: suspended", { status: ["suspended"] }, "status = 'suspended'", "lower(name), id"),
    list("filter: one team", { teamId: ["tem_0007"] }, "team_id = 'tem_0007'", "lower(name), id"),
    list("filter: one provider", { provider: ["Provider 44"] }, "provider = 'Provider 44'", "lower(name), id"),
    list(
      "filter: no active owner",
      { people: "orphan" },
      "(owner_id in (select id from people where status = 'active')) is not true",
      "lower(name), id",
    ),
    list(
      "search: one agent",
      { q: "matcher 4711" },
      "search_text like '%matcher%' and search_text like '%4711%'",
      "lower(name), id",
    ),
    list("search: one system", { q: "system-317" }, "search_text like '%system-317%'", "lower(name), id"),
    list("search: a tenth of all", { q: "payroll" }, "search_text like '%payroll%'", "lower(name), id"),
    list("search: two letters", { q: "zx" }, "search_text like '%zx%'", "lower(name), id"),
    list(
      "search in a filter, by change",
      { q: "ledger", status: ["active"], sort: "updatedAt", dir: "desc" },
      "search_text like '%ledger%' and status = 'active'",
      "updated_at desc, id desc",
    ),
    facets("facets: whole inventory", {}, "true"),
    facets("facets: in production", { environment: ["production"] }, "environment = 'production'"),
    facets("facets: of a search", { q: "system-317" }, "search_text like '%system-317%'"),
  ];
}

/** Ours and bare in turns, so that a noisy machine is noisy for both. */
async function measure(client: pg.Client, scenario: Scenario) {
  const ours: number[] = [];
  const bare: number[] = [];
  for (let round = -2; round < ROUNDS; round++) {
    const began = performance.now();
    await scenario.ours();
    const between = performance.now();
    for (const text of scenario.bare) await client.query(text);
    const ended = performance.now();
    if (round < 0) continue;
    ours.push(between - began);
    bare.push(ended - between);
  }
  return { ours, bare };
}

export function run(): Promise<void> {
  return onStage(async ({ url }) => {
    const client = new pg.Client(url);
    await client.connect();
    try {
      await fillInventory(client, AGENTS);
      await report(client);
    } finally {
      await client.end();
    }
  });
}

async function report(client: pg.Client): Promise<void> {
  const every: number[] = [];
  console.log(`  ${AGENTS} agents; milliseconds: ours p50 / p95, bare SQL p50, ratio of p50`);
  for (const scenario of await scenarios()) {
    const { ours, bare } = await measure(client, scenario);
    every.push(...ours);
    const [p50, p95, peer] = [percentile(ours, 50), percentile(ours, 95), percentile(bare, 50)];
    const figures = `${p50.toFixed(1).padStart(6)} / ${p95.toFixed(1).padStart(6)}  bare ${peer.toFixed(1).padStart(6)}`;
    console.log(`  ${scenario.name.padEnd(32)} ${figures}  x ${(p50 / peer).toFixed(1)}`);
  }
  const [p50, p95] = [percentile(every, 50), percentile(every, 95)];
  console.log(
    `  all requests: p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms (promise: ${LIMIT_MS} ms, x ${LIMIT_RATIO})`,
  );
}
