import { cedar } from "../engine/cedar";
import type { PlacedSource } from "./sources";
import type { Issue } from "./views";

/**
 * Permits that reach every agent: unlike a grant they ask nobody about each, so whoever writes one should mean it. A warning, for
 * it is sometimes what is meant (everybody may read the calendar).
 */
export function wideIssues(sources: readonly PlacedSource[]): Issue[] {
  return sources.flatMap(({ text, line }): Issue[] => {
    const read = cedar.policyToJson(text);
    if (read.type === "failure" || read.json.effect !== "permit") return [];
    const { principal, action, resource } = read.json;
    if (principal.op !== "All") return [];
    const everything = action.op === "All" && resource.op === "All";
    const what = everything ? "everything to every agent" : "this to every agent";
    const message = `This permits ${what}, granted or not. Name the agents or their team, or write a grant instead.`;
    return [{ severity: "warning", message, line }];
  });
}
