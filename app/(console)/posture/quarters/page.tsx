import type { Metadata } from "next";
import { postureHref } from "@/components/posture/hrefs";
import { QuarterChoice } from "@/components/posture/quarter-choice";
import { QuarterTable } from "@/components/posture/quarter-table";
import { TeamChoice } from "@/components/posture/team-choice";
import { EmptyState } from "@/components/ui/empty-state";
import { LiteralText } from "@/components/ui/literal-text";
import { PageHeader } from "@/components/ui/page-header";
import { requireContext } from "@/lib/auth";
import { listQuarters, MEASURES } from "@/lib/posture";
import { refused } from "../refused";
import { oneOf, teamOf } from "../search-params";

export const metadata: Metadata = { title: "Quarters" };

/** How quarters ended, two beside each other, as they were written down (D1). */
export default async function QuartersPage({ searchParams }: PageProps<"/posture/quarters">) {
  const ctx = await requireContext();
  const given = await searchParams;
  const listed = await listQuarters(ctx, { teamId: teamOf(given) }).catch(refused);
  if ("refusal" in listed) return listed.refusal;
  const { team, choices, quarters } = listed;
  // The oldest has nothing before it to be compared with: it is the earlier one, or alone.
  const later = quarters.length > 1 ? quarters.slice(0, -1) : quarters;
  const to = later.find(({ quarter }) => quarter === oneOf(given, "to")) ?? later[0];
  const earlier = quarters.filter(({ quarter }) => quarter < (to?.quarter ?? ""));
  const from = earlier.find(({ quarter }) => quarter === oneOf(given, "from")) ?? earlier[0];
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Posture", href: postureHref(team?.id ?? null) }, { label: "Quarters" }]}
        title="Quarters"
        description={
          <>
            How each quarter ended{team ? <LiteralText text={`, of the team ${team.name}`} /> : null}. It was written
            down once, its digest stands in the audit log, and nothing changes it afterwards.
          </>
        }
        actions={<TeamChoice team={team} choices={choices} page="quarters" />}
      />
      {to ? (
        <div className="grid gap-4">
          <QuarterChoice
            teamId={team?.id ?? null}
            quarters={quarters.map(({ quarter }) => quarter)}
            from={from?.quarter ?? null}
            to={to.quarter}
          />
          <QuarterTable
            measures={MEASURES.map(({ id, label, unit, better }) => ({ id, label, unit, better }))}
            from={from ?? null}
            to={to}
          />
        </div>
      ) : (
        <EmptyState
          title="No quarter was written down yet"
          description="The first one is written when the first quarter ends in which this console measured. What was before is not invented."
        />
      )}
    </>
  );
}
