import { requireReach, visibility } from "@/lib/access";
import type { Context } from "@/lib/context";
import type { Action } from "@/lib/entitlements/terms";
import { SHIPPED_POLICIES } from "../../shipped";
import { countDetermined, selectInForce } from "../queries";
import { countsOf } from "../read-policies";
import { type BroadRights, selectBroad, selectUngranted, type UngrantedTool } from "./queries";
import { namedIn } from "./rules";

const DAY_MS = 86_400_000;
/** Several of these in one agent are more than most work needs. */
const DANGEROUS: readonly Action[] = ["delete", "pay", "administer", "execute", "export"];
const BROAD_FROM = 3;

interface SilentPolicy {
  id: string;
  title: string;
  shipped: boolean;
  publishedDaysAgo: number | null;
}

export interface Coverage {
  days: number;
  /** Neither granted nor named by a policy of the organisation. */
  tools: UngrantedTool[];
  /** In force and never the reason for an answer. */
  silent: SilentPolicy[];
  broad: BroadRights[];
}

/** What policies and grants do not cover (Z11): tools nobody decided about, rules that never matter, agents with broad rights. */
export async function readCoverage(ctx: Context, { days = 30 }: { days?: number } = {}): Promise<Coverage> {
  requireReach(ctx, "policies.read");
  const seen = visibility(ctx.actor, "agents.read");
  const since = new Date(ctx.now.getTime() - days * DAY_MS);
  const [tools, broad, inForce, determined] = await Promise.all([
    selectUngranted(seen),
    selectBroad(seen, { actions: DANGEROUS, from: BROAD_FROM }),
    selectInForce(),
    countDetermined(since),
  ]);
  const named = inForce.map(({ text }) => namedIn(text));
  const counts = countsOf(determined);
  const own = inForce.map(({ policyId, name, publishedAt }) => ({
    id: policyId,
    title: name,
    shipped: false,
    publishedDaysAgo: Math.floor((ctx.now.getTime() - publishedAt.getTime()) / DAY_MS),
  }));
  const shipped = SHIPPED_POLICIES.map(({ id, title }) => ({ id, title, shipped: true, publishedDaysAgo: null }));
  return {
    days,
    tools: tools.filter(({ server, tool }) => !named.some((names) => names.speaksOf(server, tool))),
    silent: [...own, ...shipped].filter(({ id }) => !counts.has(id)),
    broad,
  };
}
