import type { SqlTx } from "@/lib/db";
import type { Decided } from "./record";
import type { Answer } from "./types";

/** A decision that asked for an approval, as far as a request for one rests on it. */
export interface AskedDecision {
  id: string;
  at: Date;
  agentId: string;
  instanceId: string | null;
  credentialId: string | null;
  callerKind: "agent" | "gateway" | "person";
  callerId: string;
  server: string;
  tool: string;
  outcome: Answer["outcome"];
  askedDigest: string | null;
  /** What was answered: what an approval would have to be, and which policies asked. */
  answer: Answer;
  correlationId: string;
  /** The person's request as it was kept, secrets masked. */
  request: string | null;
}

/** The decision that asked, whatever its outcome; null: there is none of this id. */
export async function findAsked(q: Pick<SqlTx, "query">, decisionId: string): Promise<AskedDecision | null> {
  const { rows } = await q.query<AskedDecision>({
    name: "decision-asked",
    text: `select id, at, agent_id as "agentId", instance_id as "instanceId", credential_id as "credentialId",
        caller_kind as "callerKind", caller_id as "callerId", server, tool, outcome, asked_digest as "askedDigest", answer,
        correlation_id as "correlationId", request->'call'->'workflow'->>'request' as request
      from decisions where id = $1`,
    values: [decisionId],
  });
  return rows[0] ?? null;
}

/** A decision as it was answered, to answer it once more; null: there is none of this id. */
export async function findDecided(
  q: Pick<SqlTx, "query">,
  id: string,
): Promise<{ decided: Decided; callerKind: string; callerId: string } | null> {
  const { rows } = await q.query<
    Omit<Decided, keyof Answer> & { answer: Answer; callerKind: string; callerId: string }
  >({
    name: "decision-decided",
    text: `select id, at, answer, event_id as "eventId", duration_micros as "durationMicros", snapshot, caller_kind as "callerKind",
        caller_id as "callerId" from decisions where id = $1`,
    values: [id],
  });
  const [row] = rows;
  if (!row) return null;
  const { answer, callerKind, callerId, ...rest } = row;
  return { decided: { ...answer, ...rest }, callerKind, callerId };
}
