import { canSomewhere, visibility } from "@/lib/access";
import type { Context } from "@/lib/context";
import { type CertificationRow, selectCertifications } from "./queries";
import type { CertificationView } from "./views";

/** No page names more. */
const MOST = 500;

/**
 * What campaigns said last of these grants, by their ids (C9, Z6). A grant that is missing was never looked at, or may not be seen.
 * @param entitlementIds the first 500 count
 */
export async function certificationOf(
  ctx: Context,
  entitlementIds: readonly string[],
): Promise<Map<string, CertificationView>> {
  const subjectIds = entitlementIds.filter((id) => !id.includes("\0")).slice(0, MOST);
  if (subjectIds.length === 0) return new Map();
  const seen = visibility(ctx.actor, "entitlements.read");
  const rows = await selectCertifications(seen, { kind: "entitlement", subjectIds });
  return new Map(rows.map((row) => [row.subjectId, certificationView(ctx, row)]));
}

export function certificationView(ctx: Context, row: CertificationRow): CertificationView {
  const { campaignId, campaignName, rights: _, ...view } = row;
  const mayOpen = canSomewhere(ctx.actor, "campaigns.read");
  return { ...view, campaign: { id: campaignId, name: campaignName }, mayOpen };
}
