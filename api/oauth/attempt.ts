import type { IncomingMessage } from "node:http";
import type { Context } from "@/lib/context";
import type { ClientRow, CredentialRow, ReadJwt, TokenRefusal } from "@/lib/credentials";

/** How a request says who sends it. */
export type Means =
  | { kind: "assertion"; assertion: ReadJwt }
  | { kind: "secret"; secret: string }
  /** The grant itself proves it: a workload token. */
  | { kind: "workload" };

/** One request to the OAuth endpoints, from the parsing at the door to the grant. */
export interface Attempt {
  ctx: Context;
  path: string;
  address: string;
  params: URLSearchParams;
  clientId: string;
  means: Means;
  dpop: string | undefined;
  /** Set on the way: who it is, and with what it was proved. */
  client?: ClientRow;
  credential?: CredentialRow;
  /** The assertion had been used before. */
  isReplay?: boolean;
  /** Set when it failed: by one of our rules, or because something of ours is broken. */
  refusal?: TokenRefusal;
  failure?: unknown;
}

// The provider hands its adapter nothing of the request; the message that it works on leads back to the attempt.
const attempts = new WeakMap<IncomingMessage, Attempt>();

export function remember(message: IncomingMessage, attempt: Attempt): void {
  attempts.set(message, attempt);
}

export function attemptOf(message: IncomingMessage | undefined): Attempt {
  const attempt = message && attempts.get(message);
  if (!attempt) throw new Error("A request reached the OAuth server past its door");
  return attempt;
}
