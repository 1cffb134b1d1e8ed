import type { Actor } from "@/lib/context";

/** Where a person begins: a CISO or an auditor of the whole organisation with its posture, everybody else with their inbox. */
export function homeOf(actor: Actor): "/posture" | "/inbox" {
  if (actor.kind !== "user") return "/inbox";
  const looks = actor.grants.some(({ role, teamId }) => teamId === null && (role === "ciso" || role === "auditor"));
  return looks ? "/posture" : "/inbox";
}
