import type { MeasureId, RowKind } from "../terms";
import type { PostureRow } from "../views";
import type { FoundRow } from "./queries";

/** Where a row leads: to the thing itself, at the place where something is done about it. */
const HREFS: Record<RowKind, (target: string) => string> = {
  agent: (id) => `/agents/${id}`,
  credential: (agentId) => `/agents/${agentId}?tab=identity`,
  approval: (id) => `/approvals/${id}`,
  decision: (id) => `/decisions/${id}`,
  campaign: (id) => `/campaigns/${id}`,
  grant: (id) => `/entitlements/${id}`,
  tools: (agentId) => `/agents/${agentId}?tab=tools`,
  switch: () => "/kill-switch",
};

/** A row as pages show it: what it is called, what is the matter, and where it leads. */
export function rowView(measure: { id: MeasureId; kind: RowKind }, row: FoundRow): PostureRow {
  const { key, name, agentName, environment, what, teamName, at } = row;
  const own = name !== null && name !== agentName;
  return {
    key,
    kind: measure.kind,
    title: agentName ?? name ?? row.target,
    what: own && agentName !== null ? `${name}: ${what}` : sentence(what),
    environment,
    team: teamName,
    at: at?.toISOString() ?? null,
    href: hrefOf(measure, row),
  };
}

const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

function hrefOf({ id, kind }: { id: MeasureId; kind: RowKind }, { key, target, agentId }: FoundRow): string {
  if (id === "controls") return `/agents/${target}?tab=controls`;
  // What a campaign waits for is answered among the reviews of its agent, which everybody who sees the agent may open.
  if (id === "overdue_reviews" && !key.startsWith("record ")) return `/agents/${agentId}?tab=reviews`;
  return HREFS[kind](target);
}

/** The rows behind a number. */
export function rowsHref(id: MeasureId, teamId: string | null): string {
  return `/posture/${id}${teamId === null ? "" : `?team=${teamId}`}`;
}
