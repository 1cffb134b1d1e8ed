import type { GateId } from "@/lib/agents/schema";

const FIELD: Record<GateId, string> = {
  owner: "owner",
  sponsor: "sponsor",
  two_people: "sponsor",
  team: "teamId",
  purpose: "purpose",
  provider: "provider",
  systems: "systems",
  classes: "dataRead",
  autonomy: "autonomy",
  exposure: "exposure",
  tier: "autonomy",
  tools: "tools",
  reviewers: "privileges",
  controls: "controls",
};

const OF_PEOPLE: ReadonlySet<GateId> = new Set(["owner", "sponsor", "two_people", "team"]);

/** The field that a gate asks about. */
export function gateField(gate: GateId): string {
  return FIELD[gate];
}

/** Where a gate that is not met is mended. */
export function gateHref(agentId: string, gate: GateId): string {
  if (gate === "controls") return `/agents/${agentId}?tab=controls`;
  if (gate === "tools") return `/agents/${agentId}?tab=tools`;
  const anchor = `#field-${FIELD[gate]}`;
  return OF_PEOPLE.has(gate) ? `/agents/${agentId}?tab=people${anchor}` : `/agents/${agentId}/edit${anchor}`;
}
