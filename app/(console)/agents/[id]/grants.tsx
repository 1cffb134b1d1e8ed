import { GrantsTab } from "@/components/entitlements/grants-tab";
import { certificationOf } from "@/lib/campaigns";
import type { Context } from "@/lib/context";
import { grantOptions, listEntitlements } from "@/lib/entitlements";

/** The tab about what one agent may do. */
export async function Grants({ ctx, agentId }: { ctx: Context; agentId: string }) {
  const [grants, options] = await Promise.all([listEntitlements(ctx, agentId), grantOptions(ctx, agentId)]);
  const ids = grants.map(({ id }) => id);
  return <GrantsTab grants={grants} options={options} certified={await certificationOf(ctx, ids)} />;
}
