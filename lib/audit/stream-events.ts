import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { parseInput } from "@/lib/parse";
import { readable } from "./queries";
import {
  closeKeys,
  fetchKeys,
  type LogRow,
  nextKeys,
  openKeys,
  publishedUpTo,
  rowsOf,
} from "./reading/following/store";
import { questionOf } from "./reading/store";
import { boundsOf } from "./reading/where";
import { type AuditSearchInput, auditSearchSchema } from "./search";

export type { LogRow } from "./reading/following/store";

interface Streaming {
  /** Repeatable read: all of it is then of one moment. */
  tx: SqlTx;
  /** Of the epoch that is being written the numbers below this, of earlier ones all; absent: as far as it is published. */
  upToSeq?: number;
  /** Events at a time, at least 1,000. */
  batch?: number;
}

const LEAST = 1_000;

/**
 * The events of a search in the order of their numbers, with their leaves and what stands beside them, batch by batch (L5). What
 * waits for its number is not among them; cursors and limit of the search mean nothing here.
 * @throws CountersignError `forbidden`, `invalid`
 */
export async function* streamEvents(
  ctx: Context,
  input: AuditSearchInput,
  { tx, upToSeq, batch = LEAST }: Streaming,
): AsyncGenerator<LogRow[]> {
  const search = parseInput(auditSearchSchema, input);
  const seen = await readable(ctx);
  const question = await questionOf({ search, seen, place: null, upwards: true, now: ctx.now });
  if (!question) return;
  const published = await publishedUpTo(tx);
  const upTo = { ...published, size: Math.min(upToSeq ?? published.size, published.size) };
  const window = boundsOf(search);
  const size = Math.max(batch, LEAST);
  if (question.facets.length === 0 && question.not.length === 0 && !question.words) {
    yield* everything({ tx, window, upTo, size });
    return;
  }
  await openKeys(tx, question, window, upTo);
  for (let keys = await fetchKeys(tx, size); keys.length > 0; keys = await fetchKeys(tx, size)) {
    yield await rowsOf(tx, keys);
  }
  await closeKeys(tx);
}

interface Everything {
  tx: SqlTx;
  window: ReturnType<typeof boundsOf>;
  upTo: { epoch: number; size: number };
  size: number;
}

/** Time alone: the log from its first number on, without gathering what matches before. */
async function* everything({ tx, window, upTo, size }: Everything): AsyncGenerator<LogRow[]> {
  let after = { epoch: 0, seq: -1 };
  for (;;) {
    const next = await nextKeys(tx, { window, after, upTo, batch: size });
    if (!next) return;
    after = next.last;
    const rows = await rowsOf(tx, next.keys);
    if (rows.length) yield rows;
  }
}
