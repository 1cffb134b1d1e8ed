import type { IncomingMessage } from "node:http";
import { LIMITS } from "@/lib/approvals/terms";

/** Waiting takes a connection each; nobody may take them all. */
const MOST_OF_ONE = 100;
const MOST_OF_ALL = 1_000;

const waiting = new Map<string, number>();
let all = 0;

/** A place to wait in, given back by calling it; null: there is none left, and the caller is answered at once. */
export function takePlace(callerId: string): (() => void) | null {
  const mine = waiting.get(callerId) ?? 0;
  if (mine >= MOST_OF_ONE || all >= MOST_OF_ALL) return null;
  waiting.set(callerId, mine + 1);
  all += 1;
  return () => {
    const left = (waiting.get(callerId) ?? 1) - 1;
    if (left === 0) waiting.delete(callerId);
    else waiting.set(callerId, left);
    all -= 1;
  };
}

/** For how many seconds the caller would wait: `Prefer: wait=50` (RFC 7240) or `?wait=50`. 0: not at all. */
export function secondsAsked({ headers, url }: Pick<IncomingMessage, "headers" | "url">): number {
  const preferred = /(?:^|[,;\s])wait\s*=\s*"?(\d{1,4})"?/i.exec(String(headers.prefer ?? ""))?.[1];
  const queried = /^\d{1,4}$/.exec(new URL(url ?? "/", "http://here").searchParams.get("wait") ?? "")?.[0];
  return Math.min(Number(preferred ?? queried ?? 0), LIMITS.longPollSeconds);
}
