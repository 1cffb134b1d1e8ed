import { setImmediate as pause } from "node:timers/promises";
import type { Grant } from "@/lib/entitlements/terms";
import { answerCall } from "../decide/answer";
import { type Compiled, compilePolicies } from "../engine";
import type { Outcome } from "../terms";
import { asItIs, everything } from "./check";
import { type PastGrant, selectPastGrants, selectRecorded } from "./queries";
import { groundOf, type Recorded, readRecorded } from "./recorded";
import type { InForce } from "./store";
import { POLICY_LIMITS } from "./terms";
import type { Flip, Replay } from "./views";

const DAY_MS = 86_400_000;
const PAGE = 1_000;
/** Decisions between two pauses, so that a page that is asked for meanwhile is answered. */
const BREATH = 50;

/**
 * Decides the recorded decisions of the last days again, once with what is in force and once with the draft (Z7), the newest
 * first: what differs is what publishing would flip. Grants count as they stood when each decision was made.
 */
export async function replayDraft(
  inForce: readonly InForce[],
  draft: { policyId: string; text: string },
  { days, now }: { days: number; now: Date },
): Promise<Replay> {
  const present = compilePolicies(asItIs(inForce));
  const future = compilePolicies(everything(draft, inForce));
  const replay: Replay = { days, decided: 0, cut: false, unreadable: 0, counts: [], flips: [] };
  const since = new Date(now.getTime() - days * DAY_MS);
  for (let before: string | null = null; ; ) {
    const rows = await selectRecorded({ since, before, limit: PAGE });
    const grants = await selectPastGrants(rows);
    await replayPage(replay, { present, future }, { rows: rows.map(readRecorded), grants });
    before = rows.at(-1)?.id ?? null;
    if (rows.length < PAGE) return replay;
    if (replay.decided + replay.unreadable >= POLICY_LIMITS.replayed) return { ...replay, cut: true };
  }
}

interface Page {
  rows: readonly (Recorded | null)[];
  grants: ReadonlyMap<string, readonly PastGrant[]>;
}

async function replayPage(
  replay: Replay,
  policies: { present: Compiled; future: Compiled },
  { rows, grants }: Page,
): Promise<void> {
  for (const [index, row] of rows.entries()) {
    if (index % BREATH === BREATH - 1) await pause();
    const outcomes = row && decideTwice(row, policies, grantsAt(grants, row));
    if (!outcomes) {
      replay.unreadable += 1;
      continue;
    }
    replay.decided += 1;
    const { from, to } = outcomes;
    if (from !== to) note(replay, row, outcomes);
  }
}

/** What was granted to the agent for that tool at that time, whatever became of it since. */
function grantsAt(grants: ReadonlyMap<string, readonly PastGrant[]>, { at, call }: Recorded): Grant[] {
  const time = at.getTime();
  return (grants.get(call.agentId) ?? [])
    .filter(({ grant: { server, tool } }) => server === call.server && (tool === null || tool === call.tool))
    .filter(({ from, until }) => from <= time && (until === null || until > time))
    .map(({ grant }) => grant);
}

function decideTwice(
  row: Recorded,
  { present, future }: { present: Compiled; future: Compiled },
  grants: readonly Grant[],
): { from: Outcome; to: Outcome } | null {
  try {
    const from = answerCall(groundOf(row, present, grants), row.call, row.at).outcome;
    return { from, to: answerCall(groundOf(row, future, grants), row.call, row.at).outcome };
  } catch {
    // Recorded by another release, in a form that cannot be decided again: counted and shown as such.
    return null;
  }
}

function note(replay: Replay, row: Recorded, { from, to }: { from: Outcome; to: Outcome }): void {
  const known = replay.counts.find((count) => count.from === from && count.to === to);
  if (known) known.count += 1;
  else replay.counts.push({ from, to, count: 1 });
  if (replay.flips.length >= POLICY_LIMITS.flips) return;
  const { agentId, server, tool } = row.call;
  const flip: Flip = { decisionId: row.id, agentId, server, tool, at: row.at.toISOString(), from, to };
  replay.flips.push(flip);
}
