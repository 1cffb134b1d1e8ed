import type { ResourceField, ResourceFields } from "./schema";
import type { Access } from "./terms";

/** A tool as far as linking goes. `writes`: by the classifier, or by the correction of a person, which wins. */
export interface LinkableTool {
  id: string;
  name: string;
  state: "quarantined" | "accepted" | "blocked" | "removed";
  writes: boolean;
}

export type LinkDecision = { allowed: true } | { allowed: false; reason: string };

/** Whether a tool can be linked with this access (V9). What only reads cannot write, unless somebody corrected what it can do. */
export function decideLink(tool: LinkableTool, access: Access): LinkDecision {
  if (tool.state === "removed") return { allowed: false, reason: "Its server no longer lists it." };
  if (access === "write" && !tool.writes) {
    return { allowed: false, reason: "It only reads. If that is wrong, correct what it can do first." };
  }
  return { allowed: true };
}

/** What an agent's tier rests on: a change of these settles every agent that reaches the resource. */
const WEIGHTY_FIELDS: ReadonlySet<ResourceField> = new Set(["name", "dataClasses", "records", "people", "money"]);

export function weighs(fields: readonly ResourceField[]): boolean {
  return fields.some((field) => WEIGHTY_FIELDS.has(field));
}

/** The fields of `given` that differ from what the resource has. */
export function changedResourceFields(resource: ResourceFields, given: Partial<ResourceFields>): ResourceField[] {
  const fields = Object.keys(given) as ResourceField[];
  return fields.filter((field) => JSON.stringify(resource[field]) !== JSON.stringify(given[field]));
}
