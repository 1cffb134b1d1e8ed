import type { Context } from "@/lib/context";
import { parseInput } from "@/lib/parse";
import { PRIVILEGE_LABELS, type PrivilegeClass } from "@/lib/risk/terms";
import { requireReach } from "../guard";
import { peopleNamed } from "../subjects/queries";
import { COMPLIANCE_SEAT, STAGE_REVIEWER_LABELS } from "../terms";
import type { LaunchPreview, PersonRef, SeatView } from "../views";
import { absentStages, launchProblems, namedIn, scopeCountsOf, teamOfScope } from "./rules";
import { type PreviewInput, previewSchema } from "./schema";
import { countAgents, emptyGroups, type ForeseenRights, foresee, inSqlTransaction, stageEnds } from "./store";

const GROUP = "group:";

/**
 * What a launch would do now (C1): how many items, who is asked about how many, what nobody can be asked about, where separation of
 * duties asks somebody else, and what stands in the way. Nothing is written.
 * @throws CountersignError `forbidden`, `invalid`
 */
export async function previewLaunch(ctx: Context, input: PreviewInput): Promise<LaunchPreview> {
  const { plan, timeZone, fallbackId, launchAt } = parseInput(previewSchema, input);
  requireReach(ctx, "campaigns.launch", teamOfScope(plan.scope));
  return inSqlTransaction(async (tx) => {
    const foreseen = await foresee(tx, plan, fallbackId);
    const agents = await countAgents(tx, plan.kinds, plan.scope);
    const seats = [...new Set(foreseen.map(({ seat }) => seat))];
    const people = await peopleNamed(tx, [...seats, ...namedIn(plan), ...(fallbackId ? [fallbackId] : [])]);
    const ends = await stageEnds(tx, { from: launchAt, timeZone, days: plan.stages.map(({ days }) => days) });
    const asksGroups = plan.stages.slice(1).some(({ reviewer }) => reviewer === "group");
    const later = asksGroups ? await emptyGroups(tx) : [];
    const counts = scopeCountsOf(foreseen, agents);
    const fallback = fallbackId ? (people.get(fallbackId) ?? null) : null;
    const facts = {
      items: counts.items,
      excluded: counts.excluded,
      fallback,
      absent: absentStages(plan, people),
      launchAt,
    };
    return {
      ...counts,
      reviewers: reviewersOf(foreseen, people),
      withoutReviewer: sum(foreseen.filter(({ seat, excluded }) => seat === "" && !excluded)),
      barred: sum(foreseen.filter(({ barred }) => barred)),
      emptyGroups: [...new Set([...foreseen.flatMap(({ lacking }) => lacking ?? []), ...later])].map(groupLabel),
      fallback,
      stages: plan.stages.map(({ reviewer }, at) => ({
        number: at + 1,
        label: STAGE_REVIEWER_LABELS[reviewer],
        endsAt: ends[at] ?? ctx.now,
      })),
      problems: launchProblems(facts, ctx.now),
    };
  });
}

function sum(rows: readonly { items: number }[]): number {
  return rows.reduce((total, { items }) => total + items, 0);
}

/** Everybody who would be asked, the most burdened first. */
function reviewersOf(
  foreseen: readonly ForeseenRights[],
  people: ReadonlyMap<string, PersonRef>,
): LaunchPreview["reviewers"] {
  const asked = Map.groupBy(
    foreseen.filter(({ seat, excluded }) => seat !== "" && !excluded),
    ({ seat }) => seat,
  );
  return [...asked]
    .map(([seat, rows]) => ({
      seat: seatView(seat, people),
      items: sum(rows),
      high: sum(rows.filter(({ tier }) => tier === "high" || tier === "critical")),
    }))
    .sort((a, b) => b.items - a.items || (a.seat.label < b.seat.label ? -1 : 1));
}

function seatView(seat: string, people: ReadonlyMap<string, PersonRef>): SeatView {
  const person = people.get(seat) ?? null;
  if (seat === COMPLIANCE_SEAT) return { seat, label: "Compliance", person };
  if (!seat.startsWith(GROUP)) return { seat, label: person?.name ?? seat, person };
  return { seat, label: `Reviewers: ${groupLabel(seat.slice(GROUP.length))}`, person };
}

function groupLabel(group: string): string {
  return group === COMPLIANCE_SEAT ? "Compliance" : PRIVILEGE_LABELS[group as PrivilegeClass];
}
