import type { Metadata, Route } from "next";
import { orNotFound } from "@/app/(console)/guards";
import { argumentsOf, clockText, draftOf, toolsOf } from "@/components/entitlements/form/draft";
import { NarrowForm } from "@/components/entitlements/form/narrow-form";
import { Callout } from "@/components/ui/callout";
import { PageHeader } from "@/components/ui/page-header";
import { currentPerson, requireContext } from "@/lib/auth";
import { getEntitlement, grantOptions } from "@/lib/entitlements";
import { targetText } from "@/lib/entitlements/present";
import type { EntitlementView, GrantOptions } from "@/lib/entitlements/schema";
import { narrowEntitlementAction, previewNarrowingAction } from "../../actions";

export const metadata: Metadata = { title: "Narrow a grant" };

export default async function NarrowPage({ params }: PageProps<"/entitlements/[id]/narrow">) {
  const [{ id }, ctx, person] = await Promise.all([params, requireContext(), currentPerson()]);
  const { grant } = await orNotFound(getEntitlement(ctx, id));
  const options = await orNotFound(grantOptions(ctx, grant.agent.id));
  const { narrow } = grant.abilities;
  return (
    <>
      <PageHeader
        crumbs={[
          { label: "Grants", href: "/entitlements" as Route },
          { label: targetText(grant), href: `/entitlements/${grant.id}` as Route },
          { label: "Narrow" },
        ]}
        title="Narrow a grant"
        description="Take away what is not needed. It takes effect at once and asks nobody; anything wider is a new request."
      />
      {narrow.allowed ? (
        <NarrowForm
          grant={grant}
          options={options}
          start={startFrom(grant, options)}
          zone={person?.timeZone ?? "UTC"}
          actions={{ narrow: narrowEntitlementAction, preview: previewNarrowingAction }}
        />
      ) : (
        <Callout tone="warning" title="This grant cannot be narrowed by you now">
          {narrow.reason}
        </Callout>
      )}
    </>
  );
}

function startFrom(grant: EntitlementView, options: GrantOptions) {
  const target = { server: grant.server, tool: grant.tool ?? "" };
  const known = argumentsOf(toolsOf(options, target));
  return {
    ...target,
    resourceId: grant.resource?.id ?? "",
    actions: grant.actions,
    conditions: grant.conditions.map((condition, place) => draftOf(condition, { key: `came-${place}`, known })),
    windows: grant.windows.map(({ days, fromMinute, untilMinute, zone }, place) => ({
      key: `came-${place}`,
      days,
      from: clockText(fromMinute),
      until: clockText(untilMinute),
      zone,
    })),
    kind: grant.kind,
    expiresAt: grant.expiresAt ?? "",
    hours: 1,
    startsAt: grant.startsAt,
    justification: "",
  };
}
