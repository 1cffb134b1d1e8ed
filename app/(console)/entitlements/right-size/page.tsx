import type { Metadata, Route } from "next";
import { orNotFound } from "@/app/(console)/guards";
import { RightSizeList } from "@/components/entitlements/right-size-list";
import { Callout } from "@/components/ui/callout";
import { LiteralText } from "@/components/ui/literal-text";
import { PageHeader } from "@/components/ui/page-header";
import { LinkTabs } from "@/components/ui/tabs";
import { requireContext } from "@/lib/auth";
import { grantOptions, rightSize } from "@/lib/entitlements";
import { rightSizeSchema, UNUSED_CHOICES, UNUSED_DAYS } from "@/lib/entitlements/schema";
import { narrowEntitlementAction, revokeEntitlementAction } from "../actions";

export const metadata: Metadata = { title: "Right-size grants" };

const ACTIONS = { narrow: narrowEntitlementAction, revoke: revokeEntitlementAction };

/** Grants that permit more than is used: of one agent, or of all in sight. */
export default async function RightSizePage({ searchParams }: PageProps<"/entitlements/right-size">) {
  const [ctx, given] = await Promise.all([requireContext(), searchParams]);
  const days = rightSizeSchema.shape.days.safeParse(Number(given.days ?? UNUSED_DAYS)).data ?? UNUSED_DAYS;
  const agentId = typeof given.agent === "string" ? given.agent : null;
  const agent = agentId ? (await orNotFound(grantOptions(ctx, agentId))).agent : null;
  const report = await rightSize(ctx, { agentId: agent?.id ?? null, days });
  const href = (choice: number) =>
    `/entitlements/right-size?${new URLSearchParams({ ...(agent ? { agent: agent.id } : {}), days: String(choice) })}` as Route;
  return (
    <>
      <PageHeader
        crumbs={[
          { label: "Grants", href: "/entitlements" as Route },
          ...(agent ? [{ label: agent.name, href: `/agents/${agent.id}?tab=grants` as Route }] : []),
          { label: "Right-size" },
        ]}
        title="Right-size grants"
        description={
          <>
            {agent ? <LiteralText text={agent.name} /> : "Every agent in your sight"}: what was granted against what was
            used, with the exact narrower grant. The offers are computed from recorded decisions.
          </>
        }
      />
      <LinkTabs
        label="Time looked at"
        className="mb-4"
        tabs={UNUSED_CHOICES.map((choice) => ({
          href: href(choice),
          label: `${choice} days`,
          current: choice === days,
        }))}
      />
      {report.cut ? (
        <Callout className="mb-4" title={`These are the first ${report.looked}`}>
          Settle them, or open one agent: the others follow.
        </Callout>
      ) : null}
      <RightSizeList report={report} actions={ACTIONS} />
    </>
  );
}
