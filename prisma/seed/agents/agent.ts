import type { TeamName } from "../people";

type SeedStatus = "draft" | "registered" | "active" | "suspended" | "decommissioned";
type Environment = "development" | "staging" | "production";

export interface SeedAgent {
  name: string;
  environment: Environment;
  kind: "agent" | "assistant" | "workflow";
  purpose: string;
  provider: string;
  model: string;
  team: TeamName;
  owner: string;
  sponsor: string;
  systems: string[];
  dataRead: string[];
  dataWritten: string[];
  privileges: string[];
  autonomy: "suggests" | "acts_with_approval" | "acts_alone";
  exposure: "internal" | "partner" | "public";
  authority: string;
  status: SeedStatus;
  /** Why it was suspended or decommissioned. */
  reason: string;
  createdDaysAgo: number;
}

const MODELS = {
  opus: ["Anthropic", "claude-opus-4-8"],
  sonnet: ["Anthropic", "claude-sonnet-5"],
  haiku: ["Anthropic", "claude-haiku-5"],
  gpt: ["OpenAI", "gpt-6"],
  gptMini: ["OpenAI", "gpt-6-mini"],
  gemini: ["Google", "gemini-3.5-pro"],
  mistral: ["Mistral AI", "mistral-large-4"],
  llama: ["Self-hosted", "llama-5-70b"],
} as const;

interface Common {
  kind?: SeedAgent["kind"];
  model: keyof typeof MODELS;
  team: TeamName;
  people: [owner: string, sponsor: string];
  purpose: string;
  systems: string[];
  reads: string[];
  writes?: string[];
  privileges?: string[];
  autonomy: SeedAgent["autonomy"];
  exposure?: SeedAgent["exposure"];
  authority: string;
}

interface Placement {
  environment?: Environment;
  status?: SeedStatus;
  days: number;
  reason?: string;
}

/** One agent as it stands in each of its environments: a record per environment (V1). */
export function agent(name: string, common: Common, ...placements: Placement[]): SeedAgent[] {
  const [provider, model] = MODELS[common.model];
  return placements.map((placement) => ({
    name,
    environment: placement.environment ?? "production",
    kind: common.kind ?? "agent",
    purpose: common.purpose,
    provider,
    model,
    team: common.team,
    owner: common.people[0],
    sponsor: common.people[1],
    systems: common.systems,
    dataRead: common.reads,
    dataWritten: common.writes ?? [],
    privileges: common.privileges ?? [],
    autonomy: common.autonomy,
    exposure: common.exposure ?? "internal",
    authority: common.authority,
    status: placement.status ?? "active",
    reason: placement.reason ?? "",
    createdDaysAgo: placement.days,
  }));
}
