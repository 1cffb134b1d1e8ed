// Fifty reviewers decide in two processes, on items of their own and on those of a group, while the counts are compared with a
// recount all the time: no vote is lost or counted twice. Beside it what a decision, a bulk, a sign-off and the end of a stage that
// nobody answered cost.
import { type ChildProcess, fork } from "node:child_process";
import { decideBulk, decideItem, signOff } from "@/lib/campaigns";
import { contextFor } from "@/lib/context";
import { db, sql } from "@/lib/db";
import { miscounts, workStages } from "@/lib/testing/campaign-votes";
import { launchedCampaign, planOf, seedCampaignWorld, seedReviewedAgent } from "@/lib/testing/campaigns";
import { joinGroup } from "@/lib/testing/reviewing";
import { median, onStage, percentile, printTable, round } from "./audit-stage";
import type { Answered, Told } from "./support/vote-child";

const REVIEWERS = 50;
const PROCESSES = 2;
/** Grants of each reviewer's own agent, and of the group's. */
const OWN = Number(process.env.ITEMS ?? 60);
const SILENT = Number(process.env.SILENT ?? 100_000);

const personOf = (at: number) => `per_voter${at}`;
const asReviewer = (personId: string) =>
  contextFor({ kind: "user", id: personId, sessionId: "ses_bench", grants: [{ role: "reviewer", teamId: null }] });

export function run(): Promise<void> {
  return onStage(async () => {
    await seedCampaignWorld();
    await seedVoters();
    await atOnce();
    await alone();
    await silence();
  });
}

async function seedVoters(): Promise<void> {
  const all = Array.from({ length: REVIEWERS }, (_, at) => at);
  await db().person.createMany({
    data: all.map((at) => ({ id: personOf(at), email: `voter${at}@example.test`, name: `Voter ${at}` })),
  });
  await db().roleGrant.createMany({
    data: all.map((at) => ({ id: `grt_voter${at}`, personId: personOf(at), role: "reviewer" as const })),
  });
  await joinGroup("payment", ...all.map((at) => `voter${at}`));
}

/** So many grants of an agent. */
async function grantMany(agentId: string, count: number): Promise<void> {
  await sql().query(
    `insert into entitlements (id, agent_id, server, tool, actions, conditions, state, justification, requested_by_id, requested_at,
       approved_by_id, approved_at)
     select 'ent_' || substr($1, 5) || n, $1, 'Books', 'tool ' || n, '{pay}', '[]', 'active', 'For the bench', 'per_olga', now(), 'per_cora', now()
     from generate_series(1, $2::int) n`,
    [agentId, count],
  );
}

async function itemsIn(campaignId: string): Promise<{ number: number; digest: string; seat: string }[]> {
  const { rows } = await sql().query<{ number: number; digest: string; seat: string }>(
    `select number, encode(digest, 'hex') as digest, seat from campaign_items where campaign_id = $1 order by number`,
    [campaignId],
  );
  return rows;
}

async function atOnce(): Promise<void> {
  const agents = await Promise.all(
    Array.from({ length: REVIEWERS }, (_, at) => seedReviewedAgent({ ownerId: personOf(at) })),
  );
  for (const agentId of agents) await grantMany(agentId, OWN);
  const own = await launchedCampaign(planOf({ scope: { agentIds: agents }, stages: [{ reviewer: "owner" }] }));
  const shared = await seedReviewedAgent({ privileges: ["payment"] });
  await grantMany(shared, OWN);
  const group = await launchedCampaign(
    planOf({ scope: { agentIds: [shared] }, stages: [{ reviewer: "group", strategy: "one_denies" }] }),
  );
  const children = await Promise.all(Array.from({ length: PROCESSES }, start));
  const rows: [string, string, string][] = [];
  for (const [label, campaignId] of [
    ["own items", own],
    ["the same items", group],
  ] as const) {
    const items = await itemsIn(campaignId);
    const work = Array.from({ length: REVIEWERS }, (_, at) => ({
      personId: personOf(at),
      items: items
        .filter(({ seat }) => seat === personOf(at) || seat.startsWith("group:"))
        .map(({ number, digest }, turn) => ({ number, digest, revoke: (turn + at) % 11 === 0 })),
    }));
    rows.push(...(await vote(children, { label, campaignId, work })));
  }
  for (const child of children) child.disconnect();
  printTable(rows);
}

interface Voting {
  label: string;
  campaignId: string;
  work: Told["work"];
}

async function vote(
  children: readonly ChildProcess[],
  { label, campaignId, work }: Voting,
): Promise<[string, string, string][]> {
  let running = true;
  let looks = 0;
  const watched = (async () => {
    let faults = 0;
    for (; running; looks++) faults += (await miscounts(campaignId)).length;
    return faults;
  })();
  const began = performance.now();
  const answers = await Promise.all(
    children.map((child, at) => ask(child, { campaignId, work: work.filter((_, turn) => turn % PROCESSES === at) })),
  );
  const seconds = (performance.now() - began) / 1_000;
  running = false;
  const faults = (await watched) + (await miscounts(campaignId)).length;
  const done = answers.flatMap((answer) => answer.done);
  const took = answers.flatMap((answer) => answer.took);
  const refused = answers.flatMap((answer) => answer.refused);
  const { rows } = await sql().query<{ key: string; decision: string }>(
    `select person_id || ' ' || number as key, decision from campaign_votes where campaign_id = $1 and current`,
    [campaignId],
  );
  const stored = new Map(rows.map(({ key, decision }) => [key, decision]));
  const lost = done.filter(({ personId, number, decision }) => stored.get(`${personId} ${number}`) !== decision).length;
  if (lost + faults + refused.length + (rows.length - done.length) > 0) process.exitCode = 1;
  return [
    [
      `${label}: decisions by ${REVIEWERS} people in ${PROCESSES} processes`,
      `${round(done.length)}, ${round(done.length / seconds)}/s`,
      "",
    ],
    [`${label}: a decision, p50 / p99`, `${median(took).toFixed(1)} / ${percentile(took, 0.99).toFixed(1)} ms`, ""],
    [`${label}: lost, double, refused`, `${lost}, ${rows.length - done.length}, ${refused.length}`, "0, 0, 0"],
    [`${label}: recounts that differed`, `${faults} of ${round(looks)}`, "0"],
  ];
}

async function alone(): Promise<void> {
  const agentId = await seedReviewedAgent({ ownerId: personOf(0) });
  await grantMany(agentId, 700);
  const campaignId = await launchedCampaign(
    planOf({ scope: { agentIds: [agentId] }, stages: [{ reviewer: "owner" }] }),
  );
  const items = await itemsIn(campaignId);
  const ctx = asReviewer(personOf(0));
  const single: number[] = [];
  for (const { number, digest } of items.slice(0, 200)) {
    const seen = { campaignId, number, digest, version: 1, dwellMillis: 4_000, recommended: "look" } as const;
    single.push(await timed(() => decideItem(ctx, { ...seen, decision: "keep", reason: "seasonal" })));
  }
  const bulk: number[] = [];
  for (let from = 200; from < 700; from += 50) {
    const numbers = items.slice(from, from + 50).map(({ number }) => number);
    bulk.push(await timed(() => decideBulk(ctx, { campaignId, numbers, decision: "keep", reason: "seasonal" })));
  }
  const signing = await timed(() => signOff(ctx, { campaignId }));
  printTable([
    [
      "one decision alone, p50 / p95",
      `${median(single).toFixed(1)} / ${percentile(single, 0.95).toFixed(1)} ms`,
      "8 ms",
    ],
    ["fifty by one press, p50", `${median(bulk).toFixed(1)} ms`, "10 ms"],
    ["sign-off of 700", `${signing.toFixed(0)} ms`, ""],
  ]);
}

async function silence(): Promise<void> {
  const agents = await Promise.all(
    Array.from({ length: 100 }, (_, at) =>
      seedReviewedAgent({ tier: (["low", "moderate", "high", "critical"] as const)[at % 4] ?? "low" }),
    ),
  );
  for (const agentId of agents) await grantMany(agentId, SILENT / agents.length);
  const campaignId = await launchedCampaign(planOf({ scope: { agentIds: agents } }));
  const endTime = () =>
    sql().query("update campaigns set stage_due_at = clock_timestamp() - interval '1 second' where id = $1", [
      campaignId,
    ]);
  await endTime();
  const first = await timed(() => workStages(campaignId));
  await sql().query(
    "update campaign_items set due_at = clock_timestamp() where campaign_id = $1 and due_at is not null",
    [campaignId],
  );
  const second = await timed(() => workStages(campaignId));
  printTable([
    [`the end of a stage, ${round(SILENT)} unanswered`, `${(first / 1_000).toFixed(1)} s`, "seconds"],
    ["and of what was escalated", `${(second / 1_000).toFixed(1)} s`, ""],
    ["counts that differ from a recount", String((await miscounts(campaignId)).length), "0"],
  ]);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

async function start(): Promise<ChildProcess> {
  const child = fork(new URL("./support/vote-child.ts", import.meta.url), { execArgv: ["--import", "tsx"] });
  await new Promise((resolve) => child.once("message", resolve));
  return child;
}

function ask(child: ChildProcess, told: Told): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const ended = () => reject(new Error("a process has ended"));
    child.once("exit", ended);
    child.once("message", (answered: Answered) => {
      child.off("exit", ended);
      resolve(answered);
    });
    child.send(told);
  });
}
