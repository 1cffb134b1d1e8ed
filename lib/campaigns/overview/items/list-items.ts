import type { Context } from "@/lib/context";
import { parseInput } from "@/lib/parse";
import { rightText } from "../../present";
import { seatView } from "../rules";
import { type ItemFilterInput, itemFilterSchema } from "../schema";
import { seenCampaign } from "../sight";
import type { ItemPage, ItemRow } from "../views";
import { type ItemFound, selectItems, selectMatching } from "./queries";

/** Fewer than these are looked for in their seats; more lie dense enough to be met on the way. */
const FEW = 20_000;

/**
 * The items of a campaign that match, in the order of their numbers, a page by keyset (C1).
 * @throws CountersignError `not_found`, `invalid`
 */
export async function listItems(ctx: Context, input: ItemFilterInput): Promise<ItemPage> {
  const filter = parseInput(itemFilterSchema, input);
  await seenCampaign(ctx, filter.campaignId);
  const { total, seats } = await selectMatching(filter);
  if (total === 0) return { rows: [], total, next: null };
  const found = await selectItems(filter, total < FEW ? seats : null);
  const rows = found.slice(0, filter.size).map(lineOf);
  return { rows, total, next: found.length > filter.size ? (rows.at(-1)?.number ?? null) : null };
}

function lineOf({ agentName, snapshotName, seat, person, rights, ...item }: ItemFound): ItemRow {
  return {
    ...item,
    agentName: agentName ?? snapshotName,
    seat: seatView(seat, person),
    right: rightText(rights),
  };
}
