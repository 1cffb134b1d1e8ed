import type { Actor } from "@/lib/context";
import { actionIn } from "../binding";
import { subjectFor } from "../case/sentence";
import { barOf, type EligibilityFacts, isNobody, quorumOf } from "../deciding/eligibility";
import { factsOf } from "../deciding/facts";
import { statusAt } from "../rules";
import type { Group } from "../terms";
import type { QueueRow } from "../views";
import { databaseNow, memberships, type reading, rowsOf, type StoredRow } from "./queries";
import { isInSight } from "./sight";

/** Some requests as read once for all readers; each reader's lines are made of it without asking the database again. */
export interface SharedRows {
  rows: readonly SharedRow[];
  memberships: ReadonlyMap<string, ReadonlySet<Group>>;
  /** By the database's clock, after the last row was read. */
  readAt: Date;
}

interface SharedRow {
  stored: StoredRow;
  /** All of a line that is the same for everybody. */
  line: Omit<QueueRow, "bar" | "vote">;
  /** Of what waits. */
  facts: EligibilityFacts | null;
}

/** Reads these requests with what says who sees and decides them: a handful of statements, however many there are. */
export async function readShared(q: ReturnType<typeof reading>, ids: readonly string[]): Promise<SharedRows> {
  const [stored, members] = await Promise.all([rowsOf(q, ids), memberships(q)]);
  const waiting = stored.filter((row) => statusAt(row, row.readAt) === "pending").map(({ id }) => id);
  const facts = await factsOf(q, waiting);
  const rows = stored.map((row) => sharedRow(row, facts.get(row.id) ?? null));
  return { rows, memberships: members, readAt: await databaseNow(q) };
}

function sharedRow(stored: StoredRow, facts: EligibilityFacts | null): SharedRow {
  const { id, agentId, agentName, environment, tier, server, tool, groups, quorum, rung, votes } = stored;
  const line = {
    id,
    status: statusAt(stored, stored.readAt),
    agent: { id: agentId, name: agentName ?? agentId },
    environment,
    tier,
    server,
    tool,
    subject: subjectOf(stored),
    groups,
    quorum: quorumOf({ quorum, tier }),
    approvals: votes.filter(({ answer, stands }) => answer === "approve" && stands).length,
    requestedAt: stored.requestedAt.toISOString(),
    expiresAt: stored.expiresAt.toISOString(),
    rung,
    nobody: facts !== null && isNobody(facts),
    needsPasskey: tier === "high" || tier === "critical",
  };
  return { stored, line, facts };
}

/** Verb and target. What is too long to be read for a line is opened with the case. */
function subjectOf({ bound, server, tool }: StoredRow): string {
  return bound ? subjectFor(actionIn(bound)) : `${tool} of ${server}`;
}

const NO_GROUPS: ReadonlySet<Group> = new Set();

/** The lines that this actor may see, in the order they were read in. */
export function linesFor(actor: Actor, { rows, memberships: members }: SharedRows): QueueRow[] {
  const memberOf = members.get(actor.id) ?? NO_GROUPS;
  return rows.flatMap(({ stored, line, facts }) => {
    const bar = facts ? barOf(facts, actor.id).bar : undefined;
    const voterIds = stored.votes.map(({ personId }) => personId);
    if (!isInSight(actor, { scope: stored, groups: stored.groups, voterIds }, { bar, memberOf })) return [];
    const vote = stored.votes.find(({ personId, stands }) => personId === actor.id && stands)?.answer ?? null;
    return [{ ...line, bar: bar ?? null, vote }];
  });
}
