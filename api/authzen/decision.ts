import { notFound } from "@/lib/errors";
import { explainToMachine } from "@/lib/policy";
import { reads, sendJson } from "../exchange";
import { whyUrl } from "./answer";
import { guarded, machineOf } from "./door";
import { takePace } from "./rate";

export const DECISIONS = "/v1/decisions/";

/** `GET /v1/decisions/{id}`: why, for the agent that was decided about and for the gateway that asked. */
export const decision = reads(
  guarded(async (exchange) => {
    const caller = await machineOf(exchange);
    takePace(caller, 1, performance.now());
    const id = exchange.path.slice(DECISIONS.length);
    if (!id) throw notFound("decision");
    sendJson(exchange.response, 200, { ...(await explainToMachine(caller.agentId, id)), why: whyUrl(id) });
  }),
);
