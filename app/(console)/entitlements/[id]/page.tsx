import type { Metadata, Route } from "next";
import { orNotFound } from "@/app/(console)/guards";
import { Certified } from "@/components/campaigns/agent/certified";
import { GrantButtons } from "@/components/entitlements/grant-buttons";
import { GrantDetail } from "@/components/entitlements/grant-detail";
import { MarkBadges, StateBadge } from "@/components/entitlements/words";
import { LiteralText } from "@/components/ui/literal-text";
import { PageHeader } from "@/components/ui/page-header";
import { requireContext } from "@/lib/auth";
import { certificationOf } from "@/lib/campaigns";
import { getEntitlement } from "@/lib/entitlements";
import { targetText } from "@/lib/entitlements/present";
import { longestMs } from "@/lib/entitlements/rules";
import type { EntitlementView } from "@/lib/entitlements/schema";
import { grantPolicy } from "@/lib/policy";
import {
  approveEntitlementAction,
  prolongEntitlementAction,
  rejectEntitlementAction,
  resumeEntitlementAction,
  revokeEntitlementAction,
} from "../actions";

const ACTIONS = {
  approve: approveEntitlementAction,
  reject: rejectEntitlementAction,
  resume: resumeEntitlementAction,
  revoke: revokeEntitlementAction,
  prolong: prolongEntitlementAction,
};

export async function generateMetadata({ params }: PageProps<"/entitlements/[id]">): Promise<Metadata> {
  const { grant } = await orNotFound(getEntitlement(await requireContext(), (await params).id));
  return { title: `${targetText(grant)} for ${grant.agent.name}` };
}

export default async function EntitlementPage({ params }: PageProps<"/entitlements/[id]">) {
  const [{ id }, ctx] = await Promise.all([params, requireContext()]);
  const detail = await orNotFound(getEntitlement(ctx, id));
  const { grant } = detail;
  const certification = (await certificationOf(ctx, [grant.id])).get(grant.id);
  return (
    <>
      <PageHeader
        crumbs={[
          { label: "Grants", href: "/entitlements" as Route },
          { label: grant.agent.name, href: `/agents/${grant.agent.id}?tab=grants` as Route },
          { label: targetText(grant) },
        ]}
        title={<LiteralText text={targetText(grant)} />}
        badges={
          <>
            <StateBadge state={grant.state} />
            <MarkBadges kind={grant.kind} wide={grant.wide} />
          </>
        }
        description={
          <>
            Of <LiteralText text={grant.agent.name} />
          </>
        }
        actions={
          <GrantButtons
            key={grant.version}
            grant={grant}
            actions={ACTIONS}
            longestDays={longestMs("standing", grant.agent.tier) / 86_400_000}
          />
        }
      />
      <GrantDetail detail={detail} cedar={cedarOf(grant)} certified={<Certified certification={certification} />} />
    </>
  );
}

/** The grant in the language in which decisions explain themselves. */
function cedarOf({ resource, agent, startsAt, expiresAt, ...grant }: EntitlementView): string {
  const instant = (iso: string | null) => (iso === null ? null : Date.parse(iso));
  return grantPolicy({
    ...grant,
    agentId: agent.id,
    resourceId: resource?.id ?? null,
    startsAt: instant(startsAt),
    expiresAt: instant(expiresAt),
  }).text;
}
