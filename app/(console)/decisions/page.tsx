import type { Metadata, Route } from "next";
import Link from "next/link";
import { DecisionFilters } from "@/components/decisions/decision-filters";
import { DecisionList } from "@/components/decisions/decision-list";
import { buttonVariants } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { ForbiddenState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { canSomewhere } from "@/lib/access";
import { requireContext } from "@/lib/auth";
import { listDecisions } from "@/lib/policy";
import type { DecisionSearch } from "@/lib/policy/schema";
import { refusal } from "../guards";
import { decisionSearchOf } from "./search-params";

export const metadata: Metadata = { title: "Decisions" };

/** Every decision that the person may see, newest first (Z6). */
export default async function DecisionsPage({ searchParams }: PageProps<"/decisions">) {
  const ctx = await requireContext();
  const { search, ignored } = decisionSearchOf(await searchParams);
  const page = await listDecisions(ctx, search).catch(refusal);
  if (typeof page === "string") return <ForbiddenState message={page} />;
  return (
    <>
      <PageHeader
        title="Decisions"
        description="What agents asked to do and what they were answered, newest first. Each line opens the reason."
        actions={
          canSomewhere(ctx.actor, "decisions.try") ? (
            <Link href={"/policies/try" as Route} className={buttonVariants({ variant: "outline" })}>
              Test bench
            </Link>
          ) : null
        }
      />
      {ignored.length ? (
        <Callout tone="warning" className="mb-4" title="Part of the address was not understood">
          Shown without: {ignored.join(", ")}.
        </Callout>
      ) : null}
      <DecisionFilters search={search} applied={appliedIn(search, page.rows[0]?.agent.name)} />
      <DecisionList page={page} search={search} />
    </>
  );
}

function appliedIn(search: DecisionSearch, agentName: string | undefined) {
  const { agentId, tool, entitlementId, correlationId, from, to } = search;
  return [
    ...(agentId ? [{ label: `Agent: ${agentName ?? agentId}`, without: { agentId: null } }] : []),
    ...(tool ? [{ label: `Tool: ${tool}`, without: { tool: null } }] : []),
    ...(entitlementId ? [{ label: `Grant: ${entitlementId}`, without: { entitlementId: null } }] : []),
    ...(correlationId ? [{ label: "One workflow", without: { correlationId: null } }] : []),
    ...(from || to ? [{ label: `${from ?? "…"} to ${to ?? "…"}`, without: { from: null, to: null } }] : []),
  ];
}
