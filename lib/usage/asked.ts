import { requireReach, visibility } from "@/lib/access";
import type { Context } from "@/lib/context";
import { parseInput } from "@/lib/parse";
import type { Asked } from "./queries";
import { DAY_MS, type Span, spanBefore, spanOf, wholeHours } from "./rules";
import { type UsageSearch, type UsageSearchInput, usageSearchSchema } from "./schema";

/** What is asked for, within what the caller may see. @throws CountersignError `forbidden`, `invalid` */
export function askedOf(ctx: Context, input: UsageSearchInput): Asked {
  requireReach(ctx, "usage.read");
  const search = parseInput(usageSearchSchema, input);
  const span = spanAsked(search, ctx.now);
  return { seen: visibility(ctx.actor, "usage.read"), search, span, before: spanBefore(span) };
}

function spanAsked({ from, to }: UsageSearch, now: Date): Span {
  const ends = to ? new Date(to) : spanOf("24h", now).to;
  return wholeHours({ from: from ? new Date(from) : new Date(ends.getTime() - DAY_MS), to: ends });
}
