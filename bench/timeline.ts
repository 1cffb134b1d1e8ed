// The timeline over ten million events (L4): pages, counts and stories as people ask for them, beside the usual ways of doing the same.
// BENCH_EVENTS=1000000,10000000 says at which sizes; with BENCH_DATABASE_URL a database that was filled before is read as it is.
import fs from "node:fs";
import pg from "pg";
import { eventFacets, getStory, listEvents, readSearch, streamLeaves } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { closeDatabase, inSqlTransaction, sql } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { onStage, percentile, printTable, round } from "./audit-stage";
import { fillEvents, LAST } from "./support/timeline-fill";
import { NARROW, padded, SEARCHES } from "./support/timeline-searches";

const SIZES = (process.env.BENCH_EVENTS ?? "1000000,10000000").split(",").map(Number);
const ASKED = Number(process.env.BENCH_ASKED ?? 40);
const STREAMED = 200_000;

export async function run(): Promise<void> {
  const filled = process.env.BENCH_DATABASE_URL;
  if (filled) return measureAlone(filled);
  await onStage(async ({ url }) => {
    const client = new pg.Client(url);
    await client.connect();
    const figures: Figures[] = [];
    for (const size of SIZES) {
      const { seconds } = await fillEvents(url, size);
      console.log(`  ${round(size)} events in ${round(seconds)} s, ${await sizeOf(client)}`);
      figures.push(await measure());
    }
    await client.end();
    report(figures);
  });
}

async function measureAlone(url: string): Promise<void> {
  process.env.DATABASE_URL = url;
  process.env.COUNTERSIGN_SECRET ??= "a-secret-for-benches-of-32-characters-or-more";
  report([await measure()]);
  await closeDatabase();
}

async function sizeOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query("select pg_size_pretty(pg_database_size(current_database())) as size");
  return rows[0].size;
}

const auditor: Context = { ...contextAs("auditor", { id: "per_auditor" }), now: new Date(LAST - 3_600_000) };
interface Figure {
  p50: number;
  p95: number;
  /** Milliseconds of processor time each, of the server's and of this process: what other work on the machine does not distort. */
  spent: number;
}
type Figures = Map<string, Figure>;

async function timed(work: (turn: number) => Promise<unknown>, turns = ASKED): Promise<Figure> {
  const took: number[] = [];
  const before = await processorMillis();
  for (let turn = 0; turn < turns; turn++) {
    const began = performance.now();
    await work(turn);
    took.push(performance.now() - began);
  }
  const spent = ((await processorMillis()) - before) / turns;
  return { p50: percentile(took, 0.5), p95: percentile(took, 0.95), spent };
}

/** Of this process and of the database's processes that serve it. */
async function processorMillis(): Promise<number> {
  const { rows } = await sql().query<{ pid: number }>(
    "select pid from pg_stat_activity where datname = current_database() and backend_type = 'client backend'",
  );
  const { user, system } = process.cpuUsage();
  return rows.reduce((sum, { pid }) => sum + onProcessor(pid), (user + system) / 1_000);
}

/** Nanoseconds that a process of one thread was on a processor stand first. */
function onProcessor(pid: number): number {
  const file = `/proc/${pid}/schedstat`;
  return fs.existsSync(file) ? Number(fs.readFileSync(file, "utf8").split(" ")[0]) / 1_000_000 : 0;
}

async function measure(): Promise<Figures> {
  const figures: Figures = new Map();
  const searches = { ...SEARCHES, ...NARROW };
  await Promise.all(Array.from({ length: 4 }, () => listEvents(auditor)));
  for (const [name, search] of Object.entries(searches)) {
    figures.set(`page: ${name}`, await timed((turn) => listEvents(auditor, search(turn))));
  }
  const owner: Context = { ...contextAs("owner", { id: padded("per", 1), teamId: "tem_1" }), now: auditor.now };
  figures.set("page: an owner", await timed(() => listEvents(owner)));
  figures.set("page: twenty pages on", await timed(() => deepPage()));
  figures.set("counts: everything", await timed(() => eventFacets(auditor)));
  figures.set("counts: a month", await timed((turn) => eventFacets(auditor, SEARCHES["a month"]?.(turn))));
  figures.set("counts: an agent", await timed((turn) => eventFacets(auditor, SEARCHES["an agent"]?.(turn)), 10));
  figures.set("counts: a kind", await timed((turn) => eventFacets(auditor, SEARCHES["a kind"]?.(turn)), 10));
  figures.set("counts: a word", await timed((turn) => eventFacets(auditor, NARROW["a word"]?.(turn)), 10));
  figures.set("a story of 500 events", await timed(() => getStory(auditor, padded("req", 0)), 10));
  figures.set("a search as it was written", await timed(() => readSearch(auditor, 'agent:"Nobody" refund')));
  figures.set(
    "peer: offset, half way",
    await timed(
      () =>
        sql().query(
          "select id, at, type, details from audit_events order by at desc, id desc offset (select published_size / 2 from log_state) limit 51",
        ),
      2,
    ),
  );
  figures.set("peer: exact count", await timed(() => sql().query("select count(*) from audit_events"), 2));
  figures.set(
    "peer: scan for a word",
    await timed(
      () => sql().query("select event_id from audit_search where words like '%chargeback%' order by at desc limit 51"),
      2,
    ),
  );
  figures.set(
    "peer: counts by live grouping",
    await timed(() => sql().query("select type, count(*) from audit_events group by type"), 2),
  );
  figures.set("streamed events per second", await streamed());
  return figures;
}

async function deepPage(): Promise<void> {
  let olderThan: string | null = null;
  for (let turn = 0; turn < 20; turn++) olderThan = (await listEvents(auditor, { olderThan, limit: 200 })).older;
}

async function streamed(): Promise<Figure> {
  const began = performance.now();
  const events = await inSqlTransaction(async (tx) => {
    await tx.query("set transaction isolation level repeatable read, read only");
    let count = 0;
    const heads = [{ epoch: 1, size: Number.MAX_SAFE_INTEGER }];
    for await (const rows of streamLeaves(tx, auditor, { search: {}, heads })) {
      count += rows.length;
      if (count >= STREAMED) break;
    }
    return count;
  });
  const rate = events / ((performance.now() - began) / 1_000);
  return { p50: rate, p95: rate, spent: 0 };
}

const PROMISED: [string, string][] = [
  ["page: a word", "≤ 300 ms"],
  ["page: agent, kind and word", "≤ 300 ms"],
  ["page: tool, outcome and word", "≤ 300 ms"],
  ["page: policy, person and rare word", "≤ 300 ms"],
  ["page: agent and kind", "≤ 300 ms"],
  ["page: tool and outcome", "≤ 300 ms"],
  ["page: twenty pages on", "20 pages"],
  ["page", "≤ 50 ms"],
  ["counts", "≤ 300 ms"],
  ["a story", "≤ 150 ms"],
  ["streamed", "≥ 100,000"],
];

function report(figures: readonly Figures[]): void {
  const [first, last] = [figures[0], figures.at(-1)];
  if (!first || !last) return;
  const told = ({ p50, p95, spent }: Figure) => `${p50.toFixed(1)} / ${p95.toFixed(1)} / ${spent.toFixed(1)}`;
  const rows = [...last].map(([name, found]): [string, string, string, string] => {
    const before = first.get(name);
    const times = (key: "p95" | "spent") => (before ? (found[key] / before[key]).toFixed(2) : "");
    const grown =
      before && first !== last
        ? `${told(before)} at the smaller size, p95 × ${times("p95")}, processor × ${times("spent")}`
        : "";
    return [name, told(found), PROMISED.find(([part]) => name.startsWith(part))?.[1] ?? "", grown];
  });
  printTable([["p50 / p95 / processor", "ms", "promised p95", ""], ...rows]);
}
