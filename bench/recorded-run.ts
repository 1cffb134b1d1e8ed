import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { parseArgs } from "node:util";
import pino from "pino";
import { z } from "zod";
import { closeApprovalsFeed } from "@/lib/approvals";
import { closeDatabase, sql } from "@/lib/db";
import { closeDecisionPoint, decisionPoint } from "@/lib/policy";
import { answer } from "../api/router";
import { type CallRow, callRow, type Problems, resultRow, rowsOf, sessionRow, toolRow } from "../scripts/replay-rows";
import { type Client, NotApproved } from "../sdk/index";
import { printTable } from "./audit-stage";
import { percentile } from "./support/percentile";
import { problems as refused, reviewAll } from "./support/recorded-reviewer";
import { type RecordedAgent, type RecordedTool, registerRecorded, seatPeople } from "./support/recorded-stage";

const USAGE = "npm run bench recorded-run -- --tools F --sessions F --calls F [--results F] [--labels F] [--most 300]";
/** Sessions that run at once. */
const BESIDE = 6;
const MOST_RESULT = 20_000;

const labelRow = z.looseObject({
  session_id: z.string(),
  order: z.int(),
  attacker_goal_completed_here: z.boolean().nullish(),
});

/**
 * Recorded sessions through the live door of the database in DATABASE_URL: every call is asked about, what policy wants approved
 * waits for two scripted reviewers with keys of their own, is used and reported. What it leaves behind is seen in that console.
 */
export async function run(): Promise<void> {
  const files = readArgs();
  if (!files) return console.log(`Names no recording: ${USAGE}`);
  const recording = await readRecording(files);
  const { url, close } = await openDoor();
  const { teamId, ownerId, reviewers } = await seatPeople();
  const agents = new Map<string, RecordedAgent>();
  for (const [server, tools] of recording.tools) {
    agents.set(server, await registerRecorded({ url, server, tools, teamId, ownerId }));
  }
  await (await decisionPoint()).catchUp();
  const over = new AbortController();
  const ids = [...agents.values()].map(({ agentId }) => agentId);
  const reviewing = reviewAll(ids, reviewers, over.signal);
  const began = performance.now();
  try {
    const tally = await playAll(recording, agents);
    await report(tally, ids, (performance.now() - began) / 1_000);
  } finally {
    over.abort();
    await reviewing;
    await close();
  }
}

interface Files {
  tools: string;
  sessions: string;
  calls: string;
  results?: string | undefined;
  labels?: string | undefined;
  most: number;
}

function readArgs(): Files | null {
  const text = { type: "string" } as const;
  const options = { tools: text, sessions: text, calls: text, results: text, labels: text, most: text };
  const { values } = parseArgs({ args: process.argv.slice(3), options, allowPositionals: true });
  const { tools, sessions, calls, most, ...rest } = values;
  return tools && sessions && calls ? { tools, sessions, calls, ...rest, most: Number(most ?? 300) } : null;
}

interface Recording {
  tools: Map<string, RecordedTool[]>;
  /** In the order of the file: the person's request and the calls. */
  sessions: { id: string; request: string | null; calls: CallRow[] }[];
  results: Map<string, string>;
  /** "session order" of calls by which an attack reached its goal. */
  attacks: Set<string>;
}

async function readRecording(files: Files): Promise<Recording> {
  const unread: Problems = { count: 0 };
  const tools = new Map<string, RecordedTool[]>();
  for await (const tool of rowsOf(files.tools, toolRow, unread)) put(tools, tool.server, tool);
  const calls = new Map<string, CallRow[]>();
  for await (const call of rowsOf(files.calls, callRow, unread)) put(calls, call.session_id, call);
  const sessions: Recording["sessions"] = [];
  for await (const { session_id: id, user_prompt: request } of rowsOf(files.sessions, sessionRow, unread)) {
    const own = (calls.get(id) ?? []).toSorted((a, b) => a.order - b.order);
    if (sessions.length < files.most && own.length) sessions.push({ id, request: request ?? null, calls: own });
  }
  const results = new Map<string, string>();
  if (files.results) for await (const { ref, text } of rowsOf(files.results, resultRow, unread)) results.set(ref, text);
  const attacks = new Set<string>();
  if (files.labels)
    for await (const row of rowsOf(files.labels, labelRow, unread)) {
      if (row.attacker_goal_completed_here) attacks.add(`${row.session_id} ${row.order}`);
    }
  return { tools, sessions, results, attacks };
}

function put<T>(into: Map<string, T[]>, key: string, one: T): void {
  const list = into.get(key);
  if (list) list.push(one);
  else into.set(key, [one]);
}

/** The machines' door in this process. */
async function openDoor(): Promise<{ url: string; close: () => Promise<void> }> {
  const log = pino({ level: "silent" });
  const server = http.createServer((request, response) => void answer(request, response, log));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.env.COUNTERSIGN_API_URL = url;
  const close = async () => {
    server.closeAllConnections();
    server.close();
    await closeApprovalsFeed();
    await closeDecisionPoint();
    await closeDatabase();
  };
  return { url, close };
}

interface Tally {
  sessions: number;
  calls: number;
  allowed: number;
  denied: number;
  asked: number;
  approved: number;
  attacks: number;
  attacksRun: number;
  ends: Record<string, number>;
  /** From asking until the call may run. */
  waits: number[];
}

async function playAll(
  { sessions, results, attacks }: Recording,
  agents: ReadonlyMap<string, RecordedAgent>,
): Promise<Tally> {
  const tally: Tally = {
    sessions: 0,
    calls: 0,
    allowed: 0,
    denied: 0,
    asked: 0,
    approved: 0,
    attacks: 0,
    attacksRun: 0,
    ends: {},
    waits: [],
  };
  const clients = new Map(
    [...agents].map(([server, agent]) => [server, agent.client({ timeoutMilliseconds: 60_000 })]),
  );
  const waiting = [...sessions];
  const play = async () => {
    for (let session = waiting.shift(); session; session = waiting.shift()) {
      const earlier: { server: string; tool: string; arguments: Record<string, unknown>; result: string | null }[] = [];
      for (const { order, server, tool, args, result_ref, result } of session.calls) {
        const client = clients.get(server);
        if (!client) continue;
        const ran = await playCall({
          client,
          tally,
          call: { server, tool, arguments: args },
          past: { request: session.request, personId: null, earlier },
        });
        if (attacks.has(`${session.id} ${order}`)) {
          tally.attacks += 1;
          if (ran) tally.attacksRun += 1;
        }
        const came = result ?? results.get(result_ref ?? "") ?? null;
        earlier.push({ server, tool, arguments: args, result: ran ? (came?.slice(0, MOST_RESULT) ?? null) : null });
      }
      tally.sessions += 1;
    }
  };
  await Promise.all(Array.from({ length: BESIDE }, play));
  return tally;
}

interface Playing {
  client: Client;
  tally: Tally;
  call: Parameters<Client["ask"]>[0];
  past: NonNullable<Parameters<Client["ask"]>[1]>;
}

/** @returns whether the call may run */
async function playCall({ client, tally, call, past }: Playing): Promise<boolean> {
  tally.calls += 1;
  const began = performance.now();
  try {
    const found = await client.askAndWait(call, past);
    if (found.handle === null) {
      tally.allowed += 1;
      return true;
    }
    tally.asked += 1;
    tally.approved += 1;
    tally.waits.push(performance.now() - began);
    await client.approvals.report(found.handle, "executed", { replayed: true });
    return true;
  } catch (error) {
    if (error instanceof NotApproved) {
      tally.asked += 1;
      tally.ends[error.status] = (tally.ends[error.status] ?? 0) + 1;
      if (error.status === "refused") noteRefusal(error.decision.sentence);
    } else {
      tally.denied += 1;
    }
    return false;
  }
}

const refusals = new Map<string, number>();
function noteRefusal(sentence: string): void {
  // Ids and times make each sentence a different one.
  const words = sentence.replace(/\(apr_\w+\)|\d{4}-\d\d-\d\dT\S+/g, "…").slice(-160);
  refusals.set(words, (refusals.get(words) ?? 0) + 1);
}

async function report(tally: Tally, agentIds: readonly string[], seconds: number): Promise<void> {
  const waits = tally.waits.toSorted((a, b) => a - b);
  const { rows } = await sql().query<{ status: string; count: bigint }>(
    "select status, count(*) from approvals where agent_id = any($1) group by 1 order by 2 desc",
    [agentIds],
  );
  printTable([
    ["sessions", String(tally.sessions), ""],
    ["calls", String(tally.calls), ""],
    ["allowed at once", String(tally.allowed), ""],
    ["denied by policy", String(tally.denied), ""],
    ["asked people", String(tally.asked), ""],
    ["approved, used and reported", String(tally.approved), ""],
    ...Object.entries(tally.ends).map(([end, count]) => [`ended: ${end}`, String(count), ""] as const),
    ["attacks that reached their goal in the recording", String(tally.attacks), ""],
    ["of these let through", String(tally.attacksRun), ""],
    ["ask to proceed, median", `${percentile(waits, 50).toFixed(0)} ms`, ""],
    ["ask to proceed, 95 %", `${percentile(waits, 95).toFixed(0)} ms`, ""],
    ["seconds", seconds.toFixed(1), ""],
    ...rows.map(({ status, count }) => [`requests now ${status}`, String(count), ""] as const),
  ]);
  for (const [sentence, count] of [...refusals, ...refused]) console.log(`${count} × ${sentence}`);
}
