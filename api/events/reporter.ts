import { type Context, contextFor } from "@/lib/context";
import type { Source } from "@/lib/reporting";
import { pointOf } from "../authzen";
import { callerOf } from "../caller";
import type { Exchange } from "../exchange";
import { keyCallerOf } from "../key-caller";

/** Who reports, and how many events per second of theirs are taken. */
export interface Reporter {
  ctx: Context;
  source: Source;
  perSecond: number;
}

/** Of an agent that reports for itself, and of one that stands in front of others. */
const PER_SECOND = { agent: 500, gateway: 5_000 } as const;
const KEY = /^Bearer (csk_\S+)$/i;

/**
 * Who reports: the holder of a key for reporting, or an agent with its access token for itself (a gateway: for others).
 * @throws CountersignError `unauthenticated`, `forbidden` for a key for reading
 */
export async function reporterOf(exchange: Exchange): Promise<Reporter> {
  const { request, requestId } = exchange;
  const secret = KEY.exec(request.headers.authorization ?? "")?.[1];
  if (!secret) return agentOf(exchange);
  const { actor, key } = await keyCallerOf(exchange, secret, "report");
  return {
    ctx: contextFor(actor, { requestId }),
    source: { kind: key.kind, onlyAgentId: null, teamId: key.teamId },
    perSecond: key.rate,
  };
}

async function agentOf(exchange: Exchange): Promise<Reporter> {
  const point = await pointOf(exchange.log);
  const caller = await callerOf(exchange, { isRevoked: (bearer) => point.endings.covers(bearer) });
  const { agentId, instanceId, enforcesForOthers } = caller;
  const kind = enforcesForOthers ? "gateway" : "agent";
  return {
    ctx: contextFor({ kind: "agent", id: agentId, instanceId }, { requestId: exchange.requestId }),
    source: { kind, onlyAgentId: enforcesForOthers ? null : agentId, teamId: null },
    perSecond: PER_SECOND[kind],
  };
}
