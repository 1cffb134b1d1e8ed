import { type CampaignPlan, EMPTY_SCOPE, ITEM_KINDS, USUAL_RULES } from "@/lib/campaigns/terms";
import { sql } from "@/lib/db";
import { daysBefore } from "../time";
import {
  type Asked,
  after,
  byReviewer,
  dayOf,
  eveningAfter,
  handOn,
  isThere,
  launch,
  openItems,
  putTimesRight,
  quarterOf,
  say,
  sign,
  sitting,
  type Word,
} from "./play";

const DAYS_LEFT = 4;
const STAGE_DAYS = 14;
const GROUP_DAYS = 7;

/** The campaign of this quarter: four days are left of its first stage, and half of it is done. */
export async function seedCurrentCampaign(now: Date): Promise<void> {
  const ends = eveningAfter(now, DAYS_LEFT);
  const begin = after(ends, -STAGE_DAYS);
  const name = `Quarterly recertification ${quarterOf(begin)}`;
  if (await isThere(name)) return;
  await letRatesRest(now);
  const id = await launch(name, QUARTER, begin);
  await answer(id, begin, now);
  await putTimesRight(id);
  await sql().query(
    `update campaigns set launch_at = $2, launched_at = $2, stage_due_at = $3, due_at = $4 where id = $1`,
    [id, begin, ends, after(ends, GROUP_DAYS)],
  );
  await sql().query(
    "update campaign_progress set started_at = $2, beat_at = $2, finished_at = $2 where campaign_id = $1",
    [id, begin],
  );
}

const usual = { personId: null, strategy: "one_accepts" } as const;
/** What is looked at in every quarter: all rights in production, by the owner and then by the group that can judge them. */
export const QUARTER: CampaignPlan = {
  kinds: ITEM_KINDS,
  scope: { ...EMPTY_SCOPE, environments: ["production"] },
  stages: [
    { ...usual, reviewer: "owner", days: STAGE_DAYS, samplePercent: 100 },
    { ...usual, reviewer: "group", days: GROUP_DAYS, samplePercent: 10 },
  ],
  rules: USUAL_RULES,
};

/** Rates come with the contract since summer: nobody reads them from a page any more. */
async function letRatesRest(now: Date): Promise<void> {
  await sql().query(
    `update entitlements e set last_used_at = $1 from agents a
     where a.id = e.agent_id and a.name = 'Fuel surcharge calculator' and e.tool = 'fetch_page' and e.state = 'active'`,
    [daysBefore(now, 97)],
  );
}

/** What Marta has before her when she comes: of every kind, from two agents of hers and one of Sofia's. */
const MARTAS_OPEN = new Set([
  "Invoice matcher/find_invoice",
  "Invoice matcher/search_documents",
  "Invoice matcher/propose_payment",
  "Invoice matcher/purpose",
  "Invoice matcher/Document archive",
  "Carrier payout agent/cancel_payment",
  "Carrier payout agent/list_accounts",
  "Carrier payout agent/owner",
  "Carrier payout agent/Treasury gateway",
]);
const ANSWERED_LATELY = "Carrier payout agent/get_balance";
const HANDED_ON = "Fuel surcharge calculator";
const nameOf = ({ agentName, kind, tool, server }: Asked) =>
  `${agentName}/${tool ?? (kind === "dependency" ? server : kind)}`;

/** How much of their list each has done, and whether they signed it. The rest have not begun. */
const DONE: Readonly<Record<string, { share: number; signs: boolean }>> = {
  irina: { share: 1, signs: true },
  tomas: { share: 1, signs: true },
  grace: { share: 1, signs: true },
  omar: { share: 0.8, signs: true },
  helga: { share: 1, signs: false },
  ruth: { share: 0.6, signs: true },
  leo: { share: 0.45, signs: false },
  claudine: { share: 0.4, signs: true },
  noor: { share: 0.3, signs: false },
};
const EVERY_SO_MANY_GOES = 23;

async function answer(id: string, begin: Date, now: Date): Promise<void> {
  const asked = await openItems(id);
  await byReviewer(asked, async (by, own) => {
    const from = dayOf(by, after(begin, 1), 7);
    const { done, signs } = by === "marta" ? martas(own) : shareOf(by, own);
    for (const [place, item] of done.entries()) await say(id, item, wordOn(item, by, sitting(from, place)));
    if (signs && done.length > 0) await sign(id, by, new Date(from.getTime() + 3 * 3_600_000));
  });
  const at = daysBefore(now, 2.4);
  for (const item of asked) {
    if (nameOf(item) === ANSWERED_LATELY) await say(id, item, wordOn(item, "marta", daysBefore(now, 0.8)));
    if (item.agentName !== HANDED_ON || item.kind !== "entitlement") continue;
    const note = "You took over the surcharge run in autumn: you know better than I what it still needs.";
    await handOn(id, item, { from: "sofia", to: "marta", at, note });
  }
}

/** All but what she still has to look at; of two credentials of one agent the last is open as well. */
function martas(own: readonly Asked[]): { done: Asked[]; signs: boolean } {
  const key = own.findLast(({ kind, agentName }) => kind === "credential" && agentName === "Carrier payout agent");
  const done = own.filter((item) => {
    const name = nameOf(item);
    return !MARTAS_OPEN.has(name) && name !== ANSWERED_LATELY && item !== key;
  });
  return { done, signs: true };
}

function shareOf(by: string, own: readonly Asked[]): { done: Asked[]; signs: boolean } {
  const { share, signs } = DONE[by] ?? { share: 0, signs: false };
  return { done: own.slice(0, Math.round(own.length * share)), signs };
}

const KEPT = ["used_regularly", "needed_for_purpose", "needed_for_purpose", "required_by_contract"] as const;

function wordOn({ kind, number }: Asked, by: string, at: Date): Word {
  if (kind === "entitlement" && number % EVERY_SO_MANY_GOES === 5) {
    return { by, at, decision: "revoke", reason: "purpose_ended", text: "Its work moved to another agent." };
  }
  return { by, at, decision: "keep", reason: KEPT[number % KEPT.length] ?? "other" };
}
