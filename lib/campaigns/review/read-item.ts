import type { Context } from "@/lib/context";
import { inSqlTransaction, type SqlTx } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { barsFor } from "../deciding/bars-for";
import { namedIn, rightSentence } from "../present";
import { driftOf, silenceFor } from "../rules";
import { type CampaignRecord, type ItemRecord, loadItems } from "../store";
import { type LiveSubject, liveSubjects, selectNames, subjectKey } from "../subjects/queries";
import type { ItemView } from "../views";
import { changesBetween } from "./changes";
import { type Gathered, gatherFacts } from "./facts/gather";
import { type AskRow, selectAsks, selectVotes, wasAsked } from "./facts/queries";
import { driftSentence, historyOf } from "./facts/tell";
import { lineOf } from "./line-of";
import { type Reader, selectLines } from "./queries";
import { launchedCampaign, readerOf, seesAll } from "./reader";
import { type ReadItemInput, readItemSchema } from "./schema";
import { seatLabel, seatView } from "./seat-of";

/**
 * One right with everything that helps to judge it (C2): how it stands now and what changed, its use, where it came from, who holds
 * the same, what would be enough, what others said, and what the reader may say. Deciding sends its `digest` and `version` back.
 * @throws CountersignError `not_found` for what does not exist and for what the reader was never asked
 */
export async function readItem(ctx: Context, input: ReadItemInput): Promise<ItemView> {
  const { campaignId, number } = parseInput(readItemSchema, input);
  return inSqlTransaction(async (tx) => {
    const campaign = await launchedCampaign(tx, campaignId, "item");
    const reader = await readerOf(tx, ctx);
    const [item] = await loadItems(tx, campaignId, [number]);
    if (!item || !(await isSeen(tx, ctx, { item, reader, campaign }))) throw notFound("item");
    const live = (await liveSubjects(tx, [item])).get(subjectKey(item)) ?? null;
    const gathered = await gatherFacts(tx, ctx, { item, live });
    return viewOf(tx, ctx, { campaign, item, live, gathered, reader });
  });
}

async function isSeen(
  tx: SqlTx,
  ctx: Context,
  { item, reader, campaign }: { item: ItemRecord; reader: Reader; campaign: CampaignRecord },
): Promise<boolean> {
  if (reader.seats.includes(item.seat) || seesAll(ctx, campaign)) return true;
  return wasAsked(tx, { campaignId: item.campaignId, number: item.number, personId: reader.personId });
}

interface Read {
  campaign: CampaignRecord;
  item: ItemRecord;
  live: LiveSubject | null;
  gathered: Gathered;
  reader: Reader;
}

async function viewOf(tx: SqlTx, ctx: Context, read: Read): Promise<ItemView> {
  const { campaign, item, live, gathered, reader } = read;
  const { agent, certified, recommended, sized } = gathered;
  const rights = live?.rights ?? item.snapshot.rights;
  const { campaignId, number } = item;
  const [row] = await selectLines(tx, { campaignId, personId: reader.personId, numbers: [number] });
  if (!row) throw notFound("item");
  const votes = await selectVotes(tx, campaignId, number);
  const asks = await selectAsks(tx, campaignId, number);
  const shown = [rights, item.snapshot.rights, ...(certified?.rights ? [certified.rights] : [])];
  const ids = [...shown.flatMap(namedIn), item.seat, ...asks.flatMap(({ fromSeat, toSeat }) => [fromSeat, toSeat])];
  const names = await selectNames(tx, [...new Set(ids)]);
  const bars = await barsFor(tx, ctx, [item]);
  const abilities = bars.get(number);
  if (!abilities) throw notFound("item");
  const drift = driftOf(item.snapshot.rights, live?.rights ?? null);
  const seated = names.get(item.seat);
  return {
    ...lineOf(row, names, ctx.now),
    sentence: rightSentence(rights, names),
    lastUsedAt: gathered.use.lastAt,
    recommendation: recommended.recommendation,
    reasons: recommended.reasons,
    campaignName: campaign.name,
    stage: item.stage,
    seat: seatView(item.seat, seated ? { id: item.seat, name: seated, active: true } : null),
    seatKind: item.seatKind,
    digest: live?.digest ?? item.digest.toString("hex"),
    snapshot: item.snapshot,
    drift,
    driftSentence: driftSentence(drift),
    onSilence: onSilence(campaign, item),
    agent: {
      purpose: agent?.purpose ?? "",
      ownerName: agent?.owner?.name ?? null,
      sponsorName: agent?.sponsorName ?? null,
      teamName: agent?.teamName ?? null,
      status: agent?.status ?? "decommissioned",
    },
    use: gathered.use,
    history: historyOf(item.kind, gathered.past, gathered.pastReviews),
    changes: certified?.rights ? changesBetween(certified.rights, rights, names) : [],
    peers: gathered.peers,
    narrower: narrowerOf(sized),
    votes: votes.filter(({ current }) => current).map(({ current: _, ...vote }) => vote),
    asks: asks.map((ask) => askOf(ask, names)),
    abilities,
  };
}

/** What happens to it if nobody answers in time, by the rule of its tier. */
function onSilence(campaign: CampaignRecord, item: ItemRecord): ItemView["onSilence"] {
  const stage = campaign.plan.stages[item.stage - 1];
  return stage ? silenceFor({ ...item, strategy: stage.strategy }, campaign.plan.rules) : null;
}

/** As it goes back with the decision; a grant without an end cannot stand in for anything. */
function narrowerOf(sized: Gathered["sized"]): ItemView["narrower"] {
  if (!sized?.into.every(({ expiresAt }) => expiresAt !== null)) return null;
  return {
    sentence: sized.sentences.join("\n"),
    parts: sized.into.map(({ resource, ...shape }) => ({ ...shape, resourceId: resource?.id ?? null })),
    wouldBreak: sized.wouldBreak.broken,
  };
}

function askOf(
  { at, fromSeat, toSeat, why, note }: AskRow,
  names: ReadonlyMap<string, string>,
): ItemView["asks"][number] {
  const label = (seat: string) => seatLabel(seat, names.get(seat) ?? null);
  return { at, from: label(fromSeat), to: label(toSeat), why, note };
}
