import type { Metadata, Route } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { orNotFound } from "@/app/(console)/guards";
import { usualActions } from "@/components/entitlements/form/draft";
import { RequestForm } from "@/components/entitlements/form/request-form";
import { buttonVariants } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { currentPerson, requireContext } from "@/lib/auth";
import { grantOptions } from "@/lib/entitlements";
import type { GrantOptions } from "@/lib/entitlements/schema";
import { requestEntitlementAction } from "../actions";

export const metadata: Metadata = { title: "Ask for a grant" };

const DAY_MS = 86_400_000;
const USUAL_DAYS = 90;

/** Asks for a grant of one agent; `server` and `tool` in the address choose what it begins with. */
export default async function NewEntitlementPage({ searchParams }: PageProps<"/entitlements/new">) {
  const [ctx, given, person] = await Promise.all([requireContext(), searchParams, currentPerson()]);
  if (typeof given.agent !== "string") notFound();
  const options = await orNotFound(grantOptions(ctx, given.agent));
  const { agent, ability } = options;
  return (
    <>
      <PageHeader
        crumbs={[
          { label: "Agents", href: "/agents" },
          { label: agent.name, href: `/agents/${agent.id}?tab=grants` as Route },
          { label: "Ask for a grant" },
        ]}
        title="Ask for a grant"
        description="Nothing is permitted until a second person has approved it."
      />
      {ability.allowed && options.servers.length ? (
        <RequestForm
          options={options}
          start={startWith(options, given, ctx.now)}
          zone={person?.timeZone ?? "UTC"}
          serverNow={ctx.now.toISOString()}
          actions={{ request: requestEntitlementAction }}
        />
      ) : ability.allowed ? (
        <EmptyState
          title="No accepted tool yet"
          description="Only what a person has accepted can be granted."
          actions={
            <Link href={`/agents/${agent.id}?tab=tools` as Route} className={buttonVariants({})}>
              Look at its tools
            </Link>
          }
        />
      ) : (
        <Callout tone="warning" title="You cannot ask for grants of this agent">
          {ability.reason}
        </Callout>
      )}
    </>
  );
}

function startWith(
  { servers, longest }: GrantOptions,
  given: Record<string, string | string[] | undefined>,
  now: Date,
) {
  const server = servers.find(({ name }) => name === given.server) ?? servers[0];
  const tool = server?.tools.find(({ name }) => name === given.tool) ?? server?.tools[0];
  const days = Math.min(USUAL_DAYS, longest.standingDays);
  const ends = new Date(Math.floor((now.getTime() + days * DAY_MS) / DAY_MS) * DAY_MS);
  return {
    server: server?.name ?? "",
    tool: tool?.name ?? "",
    resourceId: "",
    actions: tool ? usualActions([tool]) : [],
    conditions: [],
    windows: [],
    kind: "standing" as const,
    expiresAt: ends.toISOString(),
    hours: Math.min(4, longest.elevationHours),
    startsAt: null,
    justification: "",
  };
}
