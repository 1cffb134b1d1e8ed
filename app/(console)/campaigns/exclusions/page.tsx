import { EyeOff } from "lucide-react";
import type { Metadata, Route } from "next";
import { ExclusionList } from "@/components/campaigns/exclusions/exclusion-list";
import { RequestExclusion } from "@/components/campaigns/exclusions/request-exclusion";
import { EmptyState } from "@/components/ui/empty-state";
import { ForbiddenState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { LinkTabs } from "@/components/ui/tabs";
import { canSomewhere } from "@/lib/access";
import { requireContext } from "@/lib/auth";
import { listExclusions } from "@/lib/campaigns";
import { refusal } from "../../guards";
import { decideExclusionAction, endExclusionAction, grantsOfAction, requestExclusionAction } from "./actions";

export const metadata: Metadata = { title: "Exclusions" };

const ACTIONS = { decide: decideExclusionAction, end: endExclusionAction };

/** What campaigns leave out, who agreed, and until when (C1). */
export default async function ExclusionsPage({ searchParams }: PageProps<"/campaigns/exclusions">) {
  const ctx = await requireContext();
  const past = (await searchParams).show === "past";
  const found = await listExclusions(ctx, { past }).catch(refusal);
  if (typeof found === "string") return <ForbiddenState message={found} />;
  const rows = past ? found.filter(({ state }) => state === "rejected" || state === "ended") : found;
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Campaigns", href: "/campaigns" as Route }, { label: "Exclusions" }]}
        title="Exclusions"
        description="What campaigns do not ask about: each agreed to by a second person, with a reason and an end, and a line of its own in every report."
        actions={
          canSomewhere(ctx.actor, "exclusions.request") ? (
            <RequestExclusion ask={requestExclusionAction} grantsOf={grantsOfAction} />
          ) : null
        }
      />
      <LinkTabs
        label="Which exclusions"
        className="mb-4"
        tabs={[
          { label: "Open and in force", href: "/campaigns/exclusions" as Route, current: !past },
          { label: "Over", href: "/campaigns/exclusions?show=past" as Route, current: past },
        ]}
      />
      {rows.length ? (
        <ExclusionList rows={rows} actions={ACTIONS} />
      ) : (
        <EmptyState
          icon={<EyeOff />}
          title={past ? "None is over yet" : "Nothing is left out"}
          description={
            past
              ? "Exclusions that ended, were withdrawn or not agreed to stay here."
              : "Campaigns ask about every right in their scope. Leave something out only where asking makes no sense, such as an agent that is being wound up."
          }
        />
      )}
    </>
  );
}
