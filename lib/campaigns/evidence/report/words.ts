import { literal } from "@/lib/packs";
import { PRIVILEGE_LABELS, type PrivilegeClass, TIERS } from "@/lib/risk/terms";
import { type CampaignPlan, ITEM_KIND_LABELS, STAGE_REVIEWER_LABELS, STRATEGY_LABELS } from "../../terms";

/** A seat as people read it. */
export function seatName(seat: string, names: ReadonlyMap<string, string>): string {
  if (seat === "") return "Nobody";
  if (seat === "compliance") return "Compliance";
  if (seat.startsWith("group:")) {
    const group = seat.slice("group:".length);
    return `Group: ${(PRIVILEGE_LABELS[group as PrivilegeClass] ?? group).toLowerCase()}`;
  }
  return literal(names.get(seat) ?? seat);
}

/** What was to be looked at, in lines. */
export function scopeLines({ kinds, scope }: CampaignPlan, names: ReadonlyMap<string, string>): [string, string][] {
  const named = (ids: readonly string[]) => ids.map((id) => literal(names.get(id) ?? id)).join(", ");
  const lines: [string, string][] = [["What", kinds.map((kind) => ITEM_KIND_LABELS[kind]).join(", ")]];
  const limits: [string, readonly string[]][] = [
    ["Teams", scope.teamIds],
    ["Tiers", scope.tiers],
    ["Environments", scope.environments],
    ["Providers", scope.providers],
    ["Tools", scope.tools],
    ["Owners", scope.ownerIds],
    ["Agents", scope.agentIds],
  ];
  for (const [label, values] of limits) if (values.length) lines.push([label, named(values)]);
  if (scope.notCertifiedDays !== null) lines.push(["Only", `not certified for ${scope.notCertifiedDays} days`]);
  if (lines.length === 1) lines.push(["Limits", "none: everything of these kinds"]);
  return lines;
}

export function stageLines({ stages }: CampaignPlan): [string, string][] {
  return stages.map((stage, at) => [
    `Stage ${at + 1}`,
    `${STAGE_REVIEWER_LABELS[stage.reviewer]}. ${STRATEGY_LABELS[stage.strategy]}. ${stage.days} days${
      at === 0 ? "" : `, reached by all of tier high and critical and ${stage.samplePercent} % of the others`
    }.`,
  ]);
}

export const TIER_ORDER: readonly string[] = [...TIERS].reverse();
