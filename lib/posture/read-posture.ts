import { can } from "@/lib/access";
import type { Context } from "@/lib/context";
import { parseInput } from "@/lib/parse";
import { readAlerts } from "./charts/alerts";
import { selectApprovalWeeks, selectCampaignQuarters, selectDenialWeeks, selectTiers } from "./charts/queries";
import { selectDays } from "./history/queries";
import { type Extent, measure } from "./measured/queries";
import { MEASURES } from "./measures";
import { dayOf, daysBefore } from "./rules";
import { type PostureInput, postureSchema } from "./schema";
import { isShown, scopeFor } from "./scope";
import { TREND_DAYS } from "./terms";
import { measuredView, worseViews } from "./trends";
import type { PostureView, TierCell } from "./views";

const WEIGHTS = new Map<string, number>(MEASURES.map(({ id, weight }) => [id, weight]));

/**
 * Where the organisation, or one team, stands at this moment (D1): every number with its course and the way to its rows, what got
 * worse since last week, and what the charts show. A number of which the caller may see only a part is left out.
 * @throws CountersignError `forbidden` for who may see none, `not_found` for a team that is not there or not theirs, `invalid`
 */
export async function readPosture(ctx: Context, input: PostureInput = {}): Promise<PostureView> {
  const given = parseInput(postureSchema, input);
  const { team, choices } = await scopeFor(ctx, given.teamId);
  const teamId = team?.id ?? null;
  const extent: Extent = { teamId, now: ctx.now };
  const today = dayOf(ctx.now);
  const shown = MEASURES.filter((one) => isShown(ctx, one, teamId));
  const may = (verb: "approvals.measure" | "decisions.read" | "campaigns.read") => can(ctx.actor, verb, { teamId });
  const [days, numbers, tiers, approvals, denials, campaigns, alerts] = await Promise.all([
    selectDays(teamId, daysBefore(today, TREND_DAYS - 1)),
    Promise.all(shown.map(({ id, unit }) => measure(id, unit === "share", extent))),
    selectTiers(extent),
    may("approvals.measure") ? selectApprovalWeeks(extent) : null,
    may("decisions.read") ? selectDenialWeeks(extent) : null,
    may("campaigns.read") ? selectCampaignQuarters(extent) : null,
    readAlerts(ctx, teamId),
  ]);
  const measures = shown.map((one, at) =>
    measuredView(one, numbers[at] ?? { value: null, found: 0, of: null }, { days, today, teamId }),
  );
  return {
    asOf: ctx.now.toISOString(),
    team,
    choices,
    measures,
    worse: worseViews(measures, WEIGHTS),
    comparedWith: measures.find(({ change }) => change)?.change?.since ?? null,
    tiers: tiers.map((cell) => ({ ...cell, href: agentsHref(cell, teamId) })),
    ...{ approvals, denials, campaigns, alerts },
  };
}

function agentsHref({ tier, status }: Pick<TierCell, "tier" | "status">, teamId: string | null): string {
  const query = new URLSearchParams({ tier: tier ?? "none", status });
  if (teamId !== null) query.set("team", teamId);
  return `/agents?${query}`;
}
