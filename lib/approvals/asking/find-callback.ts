import type { Context } from "@/lib/context";
import type { MachineCaller } from "@/lib/credentials";
import { reading } from "../store";
import { AskRefusal } from "./refusal";
import { findEndpoint } from "./store";

/**
 * The registered endpoint that a request names as its callback: of the caller, or of the agent it asks for. An address that
 * nobody registered is never called, whatever a request says.
 * @returns its id
 * @throws AskRefusal `unknown_callback`
 */
export async function findCallback(
  _ctx: Context,
  { caller, agentId, url }: { caller: MachineCaller; agentId: string; url: string },
): Promise<string> {
  const id = await findEndpoint(reading(), [...new Set([caller.agentId, agentId])], url);
  if (id) return id;
  throw new AskRefusal(
    "unknown_callback",
    "callback.endpoint is no registered webhook endpoint of this agent: register it in the console, or leave callback out.",
  );
}
