import type { SqlTx } from "@/lib/db";
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
