import type { Context } from "@/lib/context";
import { CountersignError } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { readable } from "./queries";
import { viewsOf } from "./reading/events";
import { matchingOf, publishedUpTo } from "./reading/following/store";
import { questionOf } from "./reading/store";
import { boundsOf } from "./reading/where";
import { type AuditSearchInput, auditSearchSchema, type EventView } from "./search";

const SHOWN = 200;
const LOOKED_AT = 5_000;

/**
 * The matching events after a log number, in the order of their numbers: nothing is missed and nothing comes twice, which time
 * cannot promise. `seq` is the last number that was looked at: the next call goes on after it, at once when `rows` is full.
 * @param afterSeq null: from now on; -1: from the first
 * @throws CountersignError `forbidden`, `invalid`
 */
export async function tailEvents(
  ctx: Context,
  input: AuditSearchInput,
  afterSeq: number | null,
): Promise<{ rows: EventView[]; seq: number }> {
  const search = parseInput(auditSearchSchema, input);
  const seen = await readable(ctx);
  const { epoch, size } = await publishedUpTo();
  if (afterSeq !== null && (!Number.isSafeInteger(afterSeq) || afterSeq < -1)) {
    throw new CountersignError("invalid", "Follow the log from a number that it gave: begin anew.");
  }
  const from = (afterSeq ?? size - 1) + 1;
  const until = Math.min(from + LOOKED_AT, size);
  // A number beyond the end is one of an epoch that was left: the new one is followed from where it stands.
  if (from > size) return { rows: [], seq: size - 1 };
  const question = await questionOf({ search, seen, place: null, upwards: true, now: ctx.now });
  const found = question && (await matchingOf(question, boundsOf(search), { epoch, from, until }, SHOWN));
  const full = found && found.length === SHOWN ? found.at(-1)?.seq : undefined;
  return { rows: await viewsOf(ctx.actor, found ?? []), seq: full ?? until - 1 };
}
