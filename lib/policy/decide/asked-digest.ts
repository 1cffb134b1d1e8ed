import { createHash } from "node:crypto";
import { canonicalBytes, type Json } from "@/lib/audit";
import type { Call } from "./types";

/**
 * What a request for approval must repeat of the call that was asked about: SHA-256, hex, of its canonical JSON (RFC 8785). Who
 * proves it, in which words and with which history is left out, for that may differ from one asking to the next.
 */
export function askedDigestOf(
  call: Pick<Call, "agentId" | "server" | "tool" | "arguments" | "resourceIds" | "chain"> & {
    workflow: Pick<Call["workflow"], "personId">;
  },
): string {
  const { agentId, server, tool, chain, workflow } = call;
  const asked: Json = {
    agentId,
    server,
    tool,
    arguments: call.arguments as { [key: string]: Json },
    resourceIds: [...new Set(call.resourceIds)].sort(),
    chain: [...chain],
    personId: workflow.personId,
  };
  return createHash("sha256").update(canonicalBytes(asked)).digest("hex");
}
