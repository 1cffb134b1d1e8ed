import { CountersignError, type FieldIssue } from "@/lib/errors";
import type { Queryable } from "../store";
import { peopleNamed } from "../subjects/queries";
import type { CampaignPlan } from "../terms";
import { absentStages, namedIn } from "./rules";

/** @throws CountersignError `invalid` naming the fields, unless everybody whom the plan and the campaign name is active */
export async function requireActive(
  q: Queryable,
  { plan, fallbackId }: { plan: CampaignPlan; fallbackId: string | null },
): Promise<void> {
  const people = await peopleNamed(q, [...namedIn(plan), ...(fallbackId ? [fallbackId] : [])]);
  const issues: FieldIssue[] = absentStages(plan, people).map((stage) => ({
    path: `plan.stages.${stage - 1}.personId`,
    message: "This person is not active: choose somebody else.",
  }));
  if (!fallbackId || !people.get(fallbackId)?.active) {
    issues.push({ path: "fallbackId", message: "Choose somebody active who is asked where nobody else can judge." });
  }
  if (issues.length) throw new CountersignError("invalid", "Some fields need your attention.", issues);
}
