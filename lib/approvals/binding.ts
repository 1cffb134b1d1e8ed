import { createHash } from "node:crypto";
import { canonicalBytes } from "@/lib/audit";
import { CountersignError } from "@/lib/errors";
import type { Json } from "@/lib/policy";
import { LIMITS } from "./terms";

/**
 * Everything that an approval binds (A3, domain rule "What is bound"). Its canonical JSON (RFC 8785) is stored; those bytes are
 * rendered to the reviewer and are what may run, and their SHA-256 is what the reviewer signs.
 */
export interface BoundAction {
  v: 1;
  agent: { id: string; fingerprint: string; revision: number; environment: string; tier: string };
  /** The acting human, when the work has one, and the agents that handed it on, outermost first. */
  person: string | null;
  chain: readonly string[];
  server: string;
  tool: string;
  toolHash: string;
  action: string;
  arguments: { readonly [key: string]: Json };
  /** Resources that the call touches, sorted. */
  targets: readonly string[];
  /** id@version of the policies that asked, sorted. */
  policies: readonly string[];
  credential: string | null;
  /** When the request stops waiting, ISO 8601 UTC with milliseconds, by the database's clock. */
  expires: string;
}

/** @throws CountersignError `too_large`; RangeError for what canonical JSON cannot say, which the strict doors let nobody send */
export function bytesOf(action: BoundAction): Buffer {
  const bytes = canonicalBytes(action);
  if (bytes.length > LIMITS.boundBytes) {
    throw new CountersignError(
      "too_large",
      `An action that waits for approval takes ${LIMITS.boundBytes} bytes at most.`,
    );
  }
  return bytes;
}

/** SHA-256, hex. */
export function digestOf(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** What makes two requests the same to a person: without clock, credential and versions. SHA-256, hex. */
export function actionDigestOf(action: BoundAction): string {
  const { agent, person, chain, server, tool, arguments: args, targets } = action;
  const same = {
    agent: agent.id,
    environment: agent.environment,
    person,
    chain,
    server,
    tool,
    arguments: args,
    targets,
  };
  return digestOf(canonicalBytes(same));
}

/** The stored bytes, read again. They came from `bytesOf`. */
export function actionIn(bytes: Uint8Array): BoundAction {
  return JSON.parse(Buffer.from(bytes).toString("utf8")) as BoundAction;
}
