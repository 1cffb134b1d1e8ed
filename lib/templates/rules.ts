import { KIND_LABELS } from "@/lib/agents/terms";
import {
  AUTONOMIES,
  AUTONOMY_LABELS,
  CAPABILITY_LABELS,
  type Capability,
  DATA_CLASS_LABELS,
  EXPOSURE_LABELS,
  EXPOSURES,
  PRIVILEGE_LABELS,
} from "@/lib/risk/terms";
import type { TemplateContent, TemplateFields } from "./schema";
import type { TemplateState } from "./terms";
import type { Drift } from "./views";

export type Decision = { allowed: true } | { allowed: false; code: "conflict" | "forbidden"; reason: string };

const refuse = (code: "conflict" | "forbidden", reason: string): Decision => ({ allowed: false, code, reason });

/** A template is approved once, by somebody other than who proposed it. */
export function decideApproval(
  template: { state: TemplateState; proposedById: string | null },
  actorId: string,
): Decision {
  if (template.state !== "proposed") return refuse("conflict", "Only a proposed template can be approved.");
  if (template.proposedById === actorId) {
    return refuse("forbidden", "A template is approved by someone other than who proposed it.");
  }
  return { allowed: true };
}

/** What was proposed can be declined and what was approved withdrawn; shipped ones are part of the product. */
export function decideRetirement(state: TemplateState): Decision {
  if (state === "shipped") return refuse("conflict", "A shipped template is part of the product and stays.");
  return state === "retired" ? refuse("conflict", "This template is retired already.") : { allowed: true };
}

export function decideUse(state: TemplateState): Decision {
  if (state === "shipped" || state === "approved") return { allowed: true };
  return refuse("conflict", state === "proposed" ? "This template waits for approval." : "This template is retired.");
}

/** Only an agent that works is worth copying. */
export function decideProposal(agent: { status: string }): Decision {
  return agent.status === "active" ? { allowed: true } : refuse("conflict", "Only an active agent becomes a template.");
}

/** The fields of a registration, filled from a template. */
export function fieldsFrom(content: TemplateContent): TemplateFields {
  const { kind, purpose, autonomy, exposure, dataRead, dataWritten, privileges } = content;
  return { kind, purpose, autonomy, exposure, dataRead, dataWritten, privileges };
}

/** An agent as far as a template speaks of it. */
export interface Drifting extends Omit<TemplateFields, "purpose"> {
  tools: readonly { name: string; capabilities: readonly Capability[] }[];
}

/**
 * In what an agent goes beyond the template that it was made from (V5). Less than the template allows is no drift: fewer
 * tools, fewer data, less autonomy. What is not stated yet is none either; the tier counts it as the worst case.
 */
export function driftFrom(template: TemplateContent, agent: Drifting): Drift[] {
  const drift: Drift[] = [];
  const add = (id: Drift["id"], label: string, beyond: string[]) => {
    if (beyond.length) drift.push({ id, label, beyond });
  };
  const further = <T extends string>(had: readonly T[], has: readonly T[], labels: Readonly<Record<T, string>>) =>
    has.filter((one) => !had.includes(one)).map((one) => labels[one]);
  add("kind", "Kind", agent.kind === template.kind ? [] : [KIND_LABELS[agent.kind]]);
  add("autonomy", "Autonomy", wider(AUTONOMIES, template.autonomy, agent.autonomy, AUTONOMY_LABELS));
  add("exposure", "Reached by", wider(EXPOSURES, template.exposure, agent.exposure, EXPOSURE_LABELS));
  add("dataRead", "Reads", further(template.dataRead, agent.dataRead, DATA_CLASS_LABELS));
  add("dataWritten", "Writes", further(template.dataWritten, agent.dataWritten, DATA_CLASS_LABELS));
  add("privileges", "Privileges", further(template.privileges, agent.privileges, PRIVILEGE_LABELS));
  add("tools", "Tools", toolsBeyond(template, agent));
  return drift;
}

/** Lists run from the safest to the most dangerous. */
function wider<T extends string>(
  order: readonly T[],
  allowed: T,
  has: T | null,
  labels: Readonly<Record<T, string>>,
): string[] {
  return has !== null && order.indexOf(has) > order.indexOf(allowed) ? [labels[has]] : [];
}

/** Tools that can do what none of the template's can. */
function toolsBeyond(template: TemplateContent, agent: Drifting): string[] {
  const expected = new Set(template.tools.flatMap((tool) => tool.capabilities));
  return agent.tools.flatMap(({ name, capabilities }) => {
    const beyond = capabilities.filter((capability) => capability !== "read" && !expected.has(capability));
    return beyond.length ? [`${name}: ${beyond.map((one) => CAPABILITY_LABELS[one].toLowerCase()).join(", ")}`] : [];
  });
}
