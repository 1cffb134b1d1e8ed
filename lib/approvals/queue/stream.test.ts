import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { canonicalBytes } from "@/lib/audit";
import { type Context, contextFor, type RoleGrant } from "@/lib/context";
import { db, sql } from "@/lib/db";
import { testDatabase } from "@/lib/testing/database";
import { seedDecidingAgent } from "@/lib/testing/deciding";
import { seedOrganisation } from "@/lib/testing/inventory";
import { approvalsFeed, closeApprovalsFeed } from "../live";
import { QueueBroadcast, type StreamEnd } from "./broadcast";
import { readQueue } from "./list-queue";
import { closeQueueStreams, openQueueStream } from "./stream";
import { watchReaders } from "./watch-readers";

testDatabase();

let agentId = "";
const REVIEWER: RoleGrant[] = [{ role: "reviewer", teamId: null }];
const signedIn = (sessionId: string, grants = REVIEWER) =>
  contextFor({ kind: "user", id: "per_rita", sessionId, grants }, { now: new Date() });

beforeAll(async () => {
  await seedOrganisation();
  agentId = await seedDecidingAgent();
  await db().roleGrant.create({ data: { id: "grt_r", personId: "per_rita", role: "reviewer", teamId: null } });
  const expiresAt = new Date(Date.now() + 3_600_000);
  await db().consoleSession.createMany({
    data: ["ses_a", "ses_b"].map((id) => ({ id, personId: "per_rita", method: "password", expiresAt })),
  });
});
afterAll(async () => {
  await closeQueueStreams();
  await closeApprovalsFeed();
});

let made = 0;
/** That many requests at once, as asking leaves them. */
async function seedRequests(count: number): Promise<void> {
  const bound = canonicalBytes({ server: "Books", tool: "pay_invoice", action: "pay", arguments: { invoice: "R-1" } });
  await sql().query(
    `insert into approvals (id, handle, agent_id, caller_kind, caller_id, correlation_id, environment, server, tool, action, tool_hash,
       fingerprint, revision, tier, bound, digest, action_digest, groups, quorum, ttl_seconds, expires_at)
     select 'apr_' || n, n, $1, 'agent', $1, 'work', 'production', 'Books', 'pay_invoice', 'pay', 'h', 'f', 1, 'low', $2, 'd', n, '{payment}',
       1, 600, clock_timestamp() + interval '10 minutes' from generate_series($3::int, $4::int) n`,
    [agentId, bound, made + 1, made + count],
  );
  made += count;
}

async function open(ctx: Context): Promise<ReadableStreamDefaultReader<Uint8Array>> {
  const { cursor } = await readQueue(ctx, { limit: 1 });
  const stream = await openQueueStream(ctx, { after: cursor, signal: new AbortController().signal });
  return stream.getReader();
}

/** Reads until the text has come, or the stream has ended. */
async function readUntil(reader: ReadableStreamDefaultReader<Uint8Array>, wanted: string | null): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text;
    text += decoder.decode(value, { stream: true });
    if (wanted !== null && text.includes(wanted)) return text;
  }
}

describe("A5 the stream of the queue", () => {
  it("says when to come back, and each event carries the cursor to resume from", async () => {
    const reader = await open(signedIn("ses_a"));
    await seedRequests(1);
    const text = await readUntil(reader, `apr_${made}`);
    expect(text).toMatch(/^retry: \d+\n\n/);
    const events = text.split("\n\n").filter((event) => event.startsWith("event: queue"));
    for (const event of events) expect(event).toMatch(/^event: queue\nid: \d+\.\d+:\d+:[\d,]*\ndata: \{/);
    await reader.cancel();
  });

  it("closes a reader that does not read, who then goes on from what was heard without losing one", async () => {
    const ctx = signedIn("ses_a");
    const slow = await open(ctx);
    const quick = await open(ctx);
    const before = made;
    await seedRequests(1_000);
    // Both are told of it in the same turn, the slow one first.
    await readUntil(quick, `"apr_${made}"`);
    await quick.cancel();
    const text = await readUntil(slow, null);
    const after = text.match(/(?<=^id: ).*$/gm)?.at(-1) ?? "";
    await seedRequests(1);
    const again = await openQueueStream(ctx, { after, signal: new AbortController().signal });
    const rest = await readUntil(again.getReader(), `"apr_${made}"`);
    const heard = new Set((text + rest).match(/apr_\d+/g));
    expect(heard.size).toBe(made - before);
  });

  it("asks for a cursor, and refuses whoever is no person", async () => {
    const { signal } = new AbortController();
    await expect(openQueueStream(signedIn("ses_a"), { after: "", signal })).rejects.toMatchObject({ code: "invalid" });
    const agent = contextFor({ kind: "agent", id: agentId, instanceId: "ins_1" });
    await expect(openQueueStream(agent, { after: "1.1:1:", signal })).rejects.toMatchObject({ code: "forbidden" });
  });
});

describe("A5 O5 who may still listen", () => {
  it("ends the stream of an ended session and of changed roles, and of nobody else", async () => {
    const queue = new QueueBroadcast(await approvalsFeed());
    const ends: Record<string, StreamEnd> = {};
    const join = (name: string, ctx: Context) =>
      queue.join({ actor: ctx.actor, send: () => {}, end: (why) => (ends[name] = why) }, queue.cursor);
    await join("lives", signedIn("ses_b"));
    await join("other roles", signedIn("ses_b", [{ role: "reviewer", teamId: "tem_a" }]));
    await join("ended", signedIn("ses_a"));
    await db().consoleSession.update({ where: { id: "ses_a" }, data: { revokedAt: new Date() } });
    await watchReaders(queue);
    expect(ends).toEqual({ "other roles": "reload", ended: "signed_out" });
    await db().roleGrant.delete({ where: { id: "grt_r" } });
    await watchReaders(queue);
    expect(ends.lives).toBe("reload");
    queue.close();
  });

  it("does not keep a session alive by listening", async () => {
    const lastSeenAt = new Date(Date.now() - 30 * 60_000);
    await db().consoleSession.update({ where: { id: "ses_b" }, data: { lastSeenAt } });
    const queue = new QueueBroadcast(await approvalsFeed());
    await queue.join({ actor: signedIn("ses_b", []).actor, send: () => {}, end: () => {} }, queue.cursor);
    await watchReaders(queue);
    expect(queue.readers.size).toBe(1);
    const { lastSeenAt: after } = await db().consoleSession.findUniqueOrThrow({ where: { id: "ses_b" } });
    expect(after).toEqual(lastSeenAt);
    queue.close();
  });
});
