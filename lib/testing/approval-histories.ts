import fc from "fast-check";
import { STATUSES, type Status } from "@/lib/approvals/terms";
import { sql } from "@/lib/db";
import { newId } from "@/lib/ids";

/** A request that was made once, for tests of what is measured: by values alone, nothing derived. */
export interface Past {
  agoMillis: number;
  kind: "agent" | "canary";
  team: string;
  groups: readonly ("payment" | "deletion")[];
  tool: "pay_invoice" | "drop_table";
  status: Status;
  joined: number;
  breakGlass: boolean;
  standing: boolean;
  reviewed: boolean;
  late: boolean;
  viewedAfter: number | null;
  ttlMillis: number;
  votes: readonly { personId: string; answer: "approve" | "deny"; afterMillis: number; dwellMillis: number }[];
}

const DAY_MS = 86_400_000;
export const DECIDED: readonly Status[] = [
  "approved",
  "denied",
  "revoked",
  "lapsed",
  "consumed",
  "executed",
  "failed",
  "unknown",
];

export function pastRequests({ people }: { people: readonly string[]; now: Date }): fc.Arbitrary<Past[]> {
  const vote = fc.record({
    answer: fc.constantFrom("approve" as const, "deny" as const),
    afterMillis: fc.integer({ min: 0, max: 60_000 }),
    dwellMillis: fc.oneof(fc.integer({ min: 0, max: 60_000 }), fc.constantFrom(4_999, 5_000)),
  });
  const past = fc.record({
    // The ages meet on purpose: bulk decisions are told by seconds, periods by days.
    agoMillis: fc.oneof(fc.integer({ min: 0, max: 40 * DAY_MS }), fc.integer({ min: 0, max: 90_000 })),
    kind: fc.constantFrom("agent" as const, "agent" as const, "agent" as const, "canary" as const),
    team: fc.constantFrom("tem_a", "tem_b"),
    groups: fc.constantFrom(["payment" as const], ["deletion" as const], ["payment" as const, "deletion" as const]),
    tool: fc.constantFrom("pay_invoice" as const, "drop_table" as const),
    status: fc.constantFrom(...STATUSES),
    joined: fc.integer({ min: 0, max: 3 }),
    breakGlass: fc.boolean(),
    standing: fc.constantFrom(false, false, true),
    reviewed: fc.boolean(),
    late: fc.constantFrom(false, false, true),
    viewedAfter: fc.option(fc.integer({ min: 0, max: 100_000 }), { nil: null }),
    ttlMillis: fc.integer({ min: 1_000, max: 20 * DAY_MS }),
    votes: fc
      .subarray([...people])
      .chain((ids) => fc.tuple(...ids.map((personId) => vote.map((given) => ({ personId, ...given }))))),
  });
  // Nobody stands for a canary: it is there to see whether people look.
  const possible = past.map((one) => (one.kind === "canary" ? { ...one, standing: false } : one));
  return fc.array(possible, { maxLength: 25 });
}

interface Written {
  agentId: string;
  now: Date;
  history: readonly Past[];
}

/** Puts a history into the database as if it had happened. */
export async function writeHistory({ agentId, now, history }: Written): Promise<void> {
  await sql().query("delete from approval_votes");
  const ids = history.map((_, place) => `apr_${String(place).padStart(5, "0")}${newId("apr").slice(9)}`);
  for (const [place, past] of history.entries()) await writeOne({ id: ids[place] as string, agentId, now, past });
}

async function writeOne({ id, agentId, now, past }: { id: string; agentId: string; now: Date; past: Past }) {
  const at = new Date(now.getTime() - past.agoMillis);
  const later = (millis: number | null) => (millis === null ? null : new Date(at.getTime() + millis));
  const { kind, team, groups, tool, status, joined, breakGlass, standing, reviewed, ttlMillis, viewedAfter } = past;
  await sql().query(
    `insert into approvals (id, handle, agent_id, caller_kind, caller_id, correlation_id, environment, server, tool, action, tool_hash,
       fingerprint, revision, tier, team_id, chain, bound, digest, action_digest, groups, quorum, ttl_seconds, policies, reasons, status,
       requested_at, expires_at, first_viewed_at, decided_at, approved_until, joined, break_glass, reviewed_at, standing_id)
     values ($1, $1, $2, $3, 'ins_x', $1, 'production', 'Books', $4, 'pay', 'h', 'f', 1, 'low', $5, '{}', '', 'd', $1, $6, 1, 60, '{}', '{}',
       $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [
      ...[id, agentId, kind, tool, team, groups, status, at, later(ttlMillis), later(viewedAfter)],
      DECIDED.includes(status) ? later(decidedAfter(past)) : null,
      status === "approved" ? new Date(now.getTime() + 60_000) : null,
      ...[joined, breakGlass, reviewed ? now : null, standing ? "std_x" : null],
    ],
  );
  for (const { personId, answer, afterMillis, dwellMillis } of past.votes) {
    await sql().query(
      `insert into approval_votes (approval_id, person_id, answer, digest, at, groups, capacity, dwell_millis) values ($1, $2, $3, 'd', $4, '{}', $5, $6)`,
      [id, personId, answer, later(afterMillis), standing ? "standing" : "member", dwellMillis],
    );
  }
  if (past.late) await lateEvent(id, at);
}

const lateEvent = (id: string, at: Date) =>
  sql().query(
    `insert into audit_events (id, at, type, severity, outcome, actor_kind, actor_id, target_kind, target_id, correlation_id, details, leaf, leaf_hash)
     values ($1, $2, 'approval.late_denial', 'notice', 'refused', 'user', 'per_x', 'approval', $3, $3, '{}', '{}', sha256('\\x00' || '{}'::bytea))`,
    [newId("evt"), at, id],
  );

export const decidedAfter = ({ votes }: Past) => Math.max(500, ...votes.map(({ afterMillis }) => afterMillis));
