import { type ItemSearch, TABS } from "@/components/campaigns/progress/hrefs";
import { ITEM_STATES } from "@/lib/campaigns/terms";
import { TIERS } from "@/lib/risk/terms";
import { firstOf, type Params } from "../../address";

const OUTCOMES = ["keep", "revoke", "reduce", "transfer", "suspend", "none"] as const;

/** What the address of a campaign asks for. Values that do not exist are left out: an old link still opens. */
export function detailParamsOf(params: Params) {
  const one = (name: string) => firstOf(params, name);
  const number = (name: string) => (/^\d{1,8}$/.test(one(name) ?? "") ? Number(one(name)) : null);
  const among = <const T extends string>(known: readonly T[], name: string) =>
    known.find((value) => value === one(name)) ?? null;
  const several = <const T extends string>(known: readonly T[], name: string) => {
    const asked = one(name)?.split(",") ?? [];
    const chosen = known.filter((value) => asked.includes(value));
    return chosen.length ? chosen : null;
  };
  const search = {
    stage: number("stage") || null,
    seat: /^[0-9a-z_:]{1,80}$/.test(one("seat") ?? "") ? one("seat") : null,
    tier: among(TIERS, "tier"),
    states: several(ITEM_STATES, "state"),
    decisions: several(OUTCOMES, "decision"),
    after: number("after"),
  } satisfies ItemSearch;
  return { tab: among(TABS, "tab") ?? "progress", search };
}
