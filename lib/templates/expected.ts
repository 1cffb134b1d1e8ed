import { CONTROL_IDS, CONTROLS, ENVIRONMENTS, TIERS } from "@/lib/agents/terms";
import { classify } from "@/lib/risk";
import type { Environment } from "@/lib/risk/terms";
import type { TemplateContent } from "./schema";
import type { Expected } from "./views";

/** What an agent that stays within the template is rated in an environment, by the classifier that will rate it (K1). Never typed in. */
export function expectedIn(content: TemplateContent, environment: Environment): Expected {
  const { tier, score, factors } = classify({
    tools: content.tools.map(({ what, capabilities }) => ({ name: what, capabilities })),
    privileges: content.privileges,
    dataRead: content.dataRead,
    dataWritten: content.dataWritten,
    environment,
    autonomy: content.autonomy,
    exposure: content.exposure,
    reach: {},
  });
  const exposed = content.exposure !== "internal";
  const asked = CONTROL_IDS.filter((id) => {
    const { from, fromWhenExposed } = CONTROLS[id];
    const least = exposed && fromWhenExposed ? fromWhenExposed : from;
    return TIERS.indexOf(tier) >= TIERS.indexOf(least);
  }).filter((id) => id !== "reviewers" || content.privileges.length > 0);
  const controls = asked.map((id) => ({ id, label: CONTROLS[id].label }));
  return { environment, tier, score, factors, controls };
}

/** The same for each environment, production first. */
export function expectedOf(content: TemplateContent): Expected[] {
  return ENVIRONMENTS.toReversed().map((environment) => expectedIn(content, environment));
}
