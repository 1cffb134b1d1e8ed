import type { Metadata } from "next";
import { type Asked, comparedOf, type Later, valuesNow } from "@/components/posture/compared";
import { postureHref } from "@/components/posture/hrefs";
import { QuarterChoice } from "@/components/posture/quarter-choice";
import { QuarterTable } from "@/components/posture/quarter-table";
import { TeamChoice } from "@/components/posture/team-choice";
import { EmptyState } from "@/components/ui/empty-state";
import { LiteralText } from "@/components/ui/literal-text";
import { PageHeader } from "@/components/ui/page-header";
import { requireContext } from "@/lib/auth";
import type { Context } from "@/lib/context";
import { listQuarters, MEASURES, readPosture } from "@/lib/posture";
import { refused } from "../refused";
import { oneOf, teamOf } from "../search-params";

export const metadata: Metadata = { title: "Quarters" };

/** How quarters ended, as they were written down, beside each other or beside now (D1). */
export default async function QuartersPage({ searchParams }: PageProps<"/posture/quarters">) {
  const ctx = await requireContext();
  const given = await searchParams;
  const listed = await listQuarters(ctx, { teamId: teamOf(given) }).catch(refused);
  if ("refusal" in listed) return listed.refusal;
  const { team, choices, quarters } = listed;
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
      {quarters.length ? (
        <Beside ctx={ctx} listed={listed} asked={{ from: oneOf(given, "from"), to: oneOf(given, "to") }} />
      ) : (
        <EmptyState
          title="No quarter was written down yet"
          description="The first one is written when the first quarter ends in which this console measured. What was before is not invented."
        />
      )}
    </>
  );
}

interface BesideProps {
  ctx: Context;
  listed: Listed;
  asked: Asked;
}
type Listed = Awaited<ReturnType<typeof listQuarters>>;

/** Two of them, measure by measure; what is now is counted only where it is asked for. */
async function Beside({ ctx, listed: { team, quarters }, asked }: BesideProps) {
  const names = quarters.map(({ quarter }) => quarter);
  const chosen = comparedOf(names, asked);
  const written = (name: string) => quarters.find(({ quarter }) => quarter === name);
  const [earlier, quarter] = [written(chosen.from), written(chosen.to)];
  if (!earlier) return null;
  const later: Later = quarter ? { kind: "quarter", quarter } : await countedNow(ctx, team?.id ?? null);
  return (
    <div className="grid gap-4">
      <QuarterChoice teamId={team?.id ?? null} quarters={names} chosen={chosen} />
      <QuarterTable
        measures={MEASURES.map(({ id, label, unit, better }) => ({ id, label, unit, better }))}
        from={earlier}
        to={later}
      />
    </div>
  );
}

async function countedNow(ctx: Context, teamId: string | null): Promise<Later> {
  const { asOf, measures } = await readPosture(ctx, { teamId });
  return { kind: "now", asOf, values: valuesNow(measures) };
}
