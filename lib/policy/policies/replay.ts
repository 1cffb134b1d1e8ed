import { setImmediate as pause } from "node:timers/promises";
import { answerCall } from "../decide/answer";
import { callAgain, groundAgain } from "../decide/recorded";
import { type Compiled, compilePolicies } from "../engine";
import type { Outcome } from "../terms";
import { asItIs, everything } from "./check";
import { selectRecorded } from "./queries";
import { type Recorded, readRecorded } from "./recorded";
import type { InForce } from "./store";
import { POLICY_LIMITS } from "./terms";
import type { Flip, Replay } from "./views";

const DAY_MS = 86_400_000;
const PAGE = 1_000;
interface Policies {
  present: Compiled;
  future: Compiled;
}

/** Decisions between two pauses, so that a page that is asked for meanwhile is answered. */
const BREATH = 50;

/**
 * Decides the recorded decisions of the last days again, once with what is in force and once with the draft (Z7), the newest
 * first: what differs is what publishing would flip. Each is made on what was known when it was made; a call that was stopped by a
 * kill switch stays stopped.
 */
export async function replayDraft(
  inForce: readonly InForce[],
  draft: { policyId: string; text: string },
  { days, now }: { days: number; now: Date },
): Promise<Replay> {
  const replay: Replay = { days, decided: 0, cut: false, unreadable: 0, counts: [], flips: [] };
  const since = new Date(now.getTime() - days * DAY_MS);
  let rows = await selectRecorded({ since, before: null, limit: PAGE });
  if (rows.length === 0) return replay;
  const present = compilePolicies(asItIs(inForce));
  const future = compilePolicies(everything(draft, inForce));
  for (;;) {
    await replayPage(replay, { present, future }, rows.map(readRecorded));
    if (rows.length < PAGE) return replay;
    if (replay.decided + replay.unreadable >= POLICY_LIMITS.replayed) return { ...replay, cut: true };
    rows = await selectRecorded({ since, before: rows.at(-1)?.id ?? null, limit: PAGE });
  }
}

async function replayPage(replay: Replay, policies: Policies, rows: readonly (Recorded | null)[]): Promise<void> {
  for (const [index, row] of rows.entries()) {
    if (index % BREATH === BREATH - 1) await pause();
    const outcomes = row && decideTwice(row, policies);
    if (!outcomes) {
      replay.unreadable += 1;
      continue;
    }
    replay.decided += 1;
    if (outcomes.from !== outcomes.to) note(replay, row, outcomes);
  }
}

function decideTwice(
  { request, provenance, at }: Recorded,
  { present, future }: Policies,
): { from: Outcome; to: Outcome } | null {
  try {
    const call = callAgain(request);
    const under = (compiled: Compiled) =>
      answerCall(groundAgain(request, { compiled, versionOf: () => "" }, provenance), call, at).outcome;
    return { from: under(present), to: under(future) };
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
  const { agentId, server, tool } = row.request.call;
  const flip: Flip = { decisionId: row.id, agentId, server, tool, at: row.at.toISOString(), from, to };
  replay.flips.push(flip);
}
