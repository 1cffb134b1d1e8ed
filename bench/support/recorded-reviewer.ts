import { setTimeout } from "node:timers/promises";
import { type DecideInput, decideApproval, noteView, readCase } from "@/lib/approvals";
import { sql } from "@/lib/db";
import { isCountersignError } from "@/lib/errors";
import { signedDecision } from "@/lib/testing/authenticator";
import { type Reviewer, reviewing } from "./recorded-stage";

const LOOK_MILLISECONDS = 10;
/** What no person would let pass without asking back. */
const BAD = ["untrusted", "nowhere"];

interface Waiting {
  id: string;
  digest: string;
  worst: string | null;
}

/**
 * Decides what waits for these agents, by one rule over where the values came from: what the person said or stands, or was found
 * by what they named, is approved; what came from untrusted text or from nowhere is denied.
 */
export async function reviewAll(agentIds: readonly string[], reviewers: readonly Reviewer[], signal: AbortSignal) {
  const known = new Set<string>();
  while (!signal.aborted) {
    const { rows } = await sql().query<Waiting>({
      name: "recorded-waiting",
      text: `select a.id, a.digest, d.answer#>>'{provenance,worst}' as worst
        from approvals a left join decisions d on d.id = a.decision_id
        where a.status = 'pending' and a.agent_id = any($1) and not a.id = any($2)`,
      values: [agentIds, [...known].slice(-200)],
    });
    const fresh = rows.filter(({ id }) => !known.has(id));
    for (const { id } of fresh) known.add(id);
    // A person decides one thing after the other.
    for (const one of fresh) await review(one, reviewers);
    await setTimeout(LOOK_MILLISECONDS);
  }
}

async function review({ id, digest, worst }: Waiting, reviewers: readonly Reviewer[]): Promise<void> {
  const answer = BAD.includes(worst ?? "nowhere") ? "deny" : "approve";
  for (const reviewer of reviewers) {
    const ctx = reviewing(reviewer);
    try {
      await noteView(ctx, { id, dwellMillis: 1_000 });
      const { mustOpen: opened } = await readCase(ctx, id);
      const said: DecideInput = { id, digest, answer, opened: [...opened], dwellMillis: 6_000 };
      const assertion =
        answer === "approve" ? await signedDecision(ctx, reviewer.key, { id, digest, answer }) : undefined;
      const reason = answer === "deny" ? ({ reason: "untrusted_source" } as const) : {};
      const { status } = await decideApproval(ctx, { ...said, ...reason, assertion });
      if (status !== "pending") return;
    } catch (error) {
      if (!isCountersignError(error)) throw error;
      problems.set(error.message, (problems.get(error.message) ?? 0) + 1);
    }
  }
}

/** What the reviewer was refused, and how often. */
export const problems = new Map<string, number>();
