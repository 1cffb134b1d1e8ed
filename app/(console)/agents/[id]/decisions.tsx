import { DecisionFilters } from "@/components/decisions/decision-filters";
import { DecisionList } from "@/components/decisions/decision-list";
import { ForbiddenState } from "@/components/ui/error-state";
import type { Context } from "@/lib/context";
import { isCountersignError } from "@/lib/errors";
import { listDecisions } from "@/lib/policy";
import { decisionSearchOf } from "../../decisions/search-params";

interface DecisionsProps {
  ctx: Context;
  agentId: string;
  given: Record<string, string | string[] | undefined>;
}

/** What this agent asked to do and what it was answered. */
export async function Decisions({ ctx, agentId, given }: DecisionsProps) {
  const { outcome, older, newer, tries } = given;
  const { search } = decisionSearchOf({ outcome, older, newer, tries, agent: agentId });
  const page = await listDecisions(ctx, search).catch((error: unknown) => {
    if (isCountersignError(error) && error.code === "forbidden") return error.message;
    throw error;
  });
  if (typeof page === "string") return <ForbiddenState message={page} />;
  const base = `/agents/${agentId}?tab=decisions`;
  return (
    <>
      <DecisionFilters search={search} base={base} applied={[]} />
      <DecisionList page={page} search={search} base={base} withAgent={false} />
    </>
  );
}
