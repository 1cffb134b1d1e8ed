// The evidence of a large campaign: how long a worker builds it, how much memory it holds, how large it is, how long an outsider checks it.
import { fork } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sequenceOnce } from "@/lib/audit";
import { askPack, openPack } from "@/lib/campaigns";
import { sql } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { stageCampaign } from "@/lib/testing/packs";
import { onStage, printTable } from "./audit-stage";

const ITEMS = Number(process.env.ITEMS ?? 100_000);
const REVIEWERS = 500;
const MOST_SECONDS = 60;
const MOST_MEGABYTES = 512;

interface Step {
  outcome: unknown;
  seconds: number;
  megabytes: number;
  before: number;
}

export function run(): Promise<void> {
  return onStage(async () => {
    await sql().query("insert into teams (id, name) values ('tem_a', 'Team a')");
    await sql().query(
      "insert into people (id, email, name, status) values ('per_cora', 'cora@example.test', 'Cora', 'active')",
    );
    const { id: campaignId } = await stageCampaign(ITEMS, { reviewers: REVIEWERS });
    await sql().query("vacuum analyze");
    const compliance = contextAs("compliance", { id: "per_cora", now: new Date() });
    const { id } = await askPack(compliance, { campaignId });
    await drain();
    const built = await step("build", id);
    await drain();
    const anchored = await step("build", id);
    const file = await saved(id);
    const verified = await step("verify", file);
    fs.rmSync(path.dirname(file), { recursive: true });
    report({ built, anchored, verified, bytes: (await openPack(compliance, id)).bytes });
  });
}

async function drain(): Promise<void> {
  const waiting = async () => Number((await sql().query("select count(*) as n from log_pending")).rows[0].n);
  while ((await waiting()) > 0) await sequenceOnce();
}

async function step(what: "build" | "verify", target: string): Promise<Step> {
  const child = fork(path.join(import.meta.dirname, "support/pack-child.ts"), [what, target]);
  const [answer] = (await Promise.race([once(child, "message"), once(child, "exit")])) as [Step | number];
  if (typeof answer === "number") throw new Error(`the child ended with ${answer}`);
  await once(child, "exit");
  return answer;
}

async function saved(id: string): Promise<string> {
  const { parts } = await openPack(contextAs("compliance", { id: "per_cora" }), id);
  const file = path.join(fs.mkdtempSync(path.join(tmpdir(), "countersign-pack-")), "pack.zip");
  for await (const part of parts) fs.appendFileSync(file, part);
  return file;
}

function report({
  built,
  anchored,
  verified,
  bytes,
}: Record<"built" | "anchored" | "verified", Step> & { bytes: number }) {
  const line = (name: string, { seconds, megabytes, before, outcome }: Step, promised: string) =>
    [
      name,
      `${seconds.toFixed(1)} s, ${megabytes} MB`,
      promised,
      `${Array.isArray(outcome) ? `${outcome.length} faults` : outcome}, ${before} MB when it began`,
    ] as const;
  printTable([
    line("written", built, `≤ ${MOST_SECONDS} s, ≤ ${MOST_MEGABYTES} MB`),
    line("anchored", anchored, "with it"),
    line("verified", verified, ""),
  ]);
  const holds = built.seconds + anchored.seconds <= MOST_SECONDS && built.megabytes <= MOST_MEGABYTES;
  console.log(
    `${ITEMS} items, ${(bytes / 1_048_576).toFixed(1)} MB: ${holds ? "within" : "MISSED"} ${MOST_SECONDS} s and ${MOST_MEGABYTES} MB`,
  );
}
