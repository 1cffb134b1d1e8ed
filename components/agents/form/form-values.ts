import type { ComboboxOption } from "@/components/ui/combobox";
import type { AgentDetail, AgentFields, CreateAgentInput } from "@/lib/agents/schema";
import type { Environment } from "@/lib/agents/terms";

/** What the form holds: the stated fields, and on registration also where it runs and who answers. */
export interface AgentFormValues extends AgentFields {
  environment: Environment;
  teamId: string | null;
  owner: ComboboxOption | null;
  sponsor: ComboboxOption | null;
}

export const BLANK: AgentFormValues = {
  name: "",
  environment: "production",
  kind: "agent",
  purpose: "",
  provider: "",
  model: "",
  deployer: "",
  authority: "",
  endpoint: "",
  systems: [],
  dataRead: [],
  dataWritten: [],
  privileges: [],
  autonomy: null,
  exposure: null,
  promptHash: "",
  imageDigest: "",
  policyRef: "",
  teamId: null,
  owner: null,
  sponsor: null,
};

const FIELDS = [
  "name",
  "kind",
  "purpose",
  "provider",
  "model",
  "deployer",
  "authority",
  "endpoint",
  "systems",
  "dataRead",
  "dataWritten",
  "privileges",
  "autonomy",
  "exposure",
  "promptHash",
  "imageDigest",
  "policyRef",
] as const satisfies readonly (keyof AgentFields)[];

export function valuesOf(agent: AgentDetail): AgentFormValues {
  const person = (ref: AgentDetail["owner"]) => (ref ? { value: ref.id, label: ref.name } : null);
  return {
    ...BLANK,
    ...Object.fromEntries(FIELDS.map((field) => [field, agent[field]])),
    environment: agent.environment,
    teamId: agent.team?.id ?? null,
    owner: person(agent.owner),
    sponsor: person(agent.sponsor),
  };
}

export function createInputOf({ owner, sponsor, ...fields }: AgentFormValues): CreateAgentInput {
  return {
    ...fields,
    // Left out, not null: the server then decides who owns what an owner drafts.
    ...(owner ? { ownerId: owner.value } : {}),
    ...(sponsor ? { sponsorId: sponsor.value } : {}),
  };
}

/** Only what differs, so that a change by somebody else to another field is not undone by ours. */
export function changesOf(before: AgentFormValues, after: AgentFormValues): Partial<AgentFields> {
  const changed = FIELDS.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
  return Object.fromEntries(changed.map((field) => [field, after[field]]));
}

/** A draft from this browser's storage; what does not look like one (an older release wrote it) is left. */
export function draftFrom(text: string | null): AgentFormValues | null {
  if (!text) return null;
  try {
    const found: unknown = JSON.parse(text);
    if (typeof found !== "object" || found === null) return null;
    const fits = Object.entries(BLANK).every(
      ([key, blank]) =>
        key in found &&
        (typeof blank !== "string" || typeof found[key as keyof typeof found] === "string") &&
        Array.isArray(blank) === Array.isArray(found[key as keyof typeof found]),
    );
    return fits ? (found as AgentFormValues) : null;
  } catch {
    return null;
  }
}
