import { CountersignError, isCountersignError } from "@/lib/errors";
import { TooFast } from "@/lib/reporting";
import type { Exchange, Handler } from "../exchange";
import { sendProblem } from "../problem";

/** Batches that are read and recorded at a time; beyond it reporters are told to come again, rather than kept in memory. */
const MOST_IN_HAND = 48;
/** Of one reporter: who sends bodies that never end keeps nobody else from reporting. */
const MOST_OF_ONE = 32;
const RETRY_SECONDS = 2;
let inHand = 0;
const ofEach = new Map<string, number>();

/** Answers what cannot be read with 400, and says when to send again what cannot be taken now. */
export function taking(handle: (exchange: Exchange) => Promise<void>): Handler {
  return async (exchange) => {
    try {
      if (inHand >= MOST_IN_HAND) {
        // Its body is not read.
        exchange.response.setHeader("connection", "close");
        throw new CountersignError("unavailable", "Too many batches at a time: wait, then send the same batch again.");
      }
      inHand++;
      await handle(exchange).finally(() => inHand--);
    } catch (error) {
      const seconds = retryAfter(error);
      if (seconds) exchange.response.setHeader("retry-after", String(seconds));
      if (!isCountersignError(error) || error.code !== "invalid") throw error;
      sendProblem(exchange, error, error instanceof WrongType ? 415 : 400);
    }
  };
}

/**
 * Reads and records for this reporter, as long as not too many of its batches are in hand.
 * @throws CountersignError `unavailable` (its body is not read)
 */
export async function takenOf<T>({ response }: Exchange, reporterId: string, work: () => Promise<T>): Promise<T> {
  const count = ofEach.get(reporterId) ?? 0;
  if (count >= MOST_OF_ONE) {
    response.setHeader("connection", "close");
    throw new CountersignError("unavailable", "Too many of your batches at a time: wait for answers to the others.");
  }
  ofEach.set(reporterId, count + 1);
  try {
    return await work();
  } finally {
    const left = (ofEach.get(reporterId) ?? 1) - 1;
    if (left > 0) ofEach.set(reporterId, left);
    else ofEach.delete(reporterId);
  }
}

/** A body of a kind that is not read here. */
export class WrongType extends CountersignError {
  constructor(sentence: string) {
    super("invalid", sentence);
  }
}

function retryAfter(error: unknown): number {
  if (error instanceof TooFast) return error.retryAfterSeconds;
  // Whatever else is not the reporter's fault passes: the same batch again settles it.
  return isCountersignError(error) && error.code !== "unavailable" ? 0 : RETRY_SECONDS;
}
