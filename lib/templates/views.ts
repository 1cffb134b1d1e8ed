import type { ControlId, Environment, Tier } from "@/lib/agents/schema";
import type { Factor } from "@/lib/risk/schema";
import type { TemplateContent } from "./schema";
import type { TemplateState } from "./terms";

/** View models: plain values. Instants are ISO 8601 in UTC. */

/** What an agent that stays within a template would be rated, and the controls that its tier then asks for. */
export interface Expected {
  environment: Environment;
  tier: Tier;
  score: number;
  factors: Factor[];
  controls: { id: ControlId; label: string }[];
}

export interface TemplateSummary {
  id: string;
  name: string;
  description: string;
  state: TemplateState;
  /** In production. */
  tier: Tier;
  /** Agents in the caller's sight that were made from it. */
  agents: number;
  kind: TemplateContent["kind"];
  autonomy: TemplateContent["autonomy"];
  version: number;
}

export interface TemplateDetail extends Omit<TemplateSummary, "tier"> {
  content: TemplateContent;
  /** By environment, production first. */
  expected: Expected[];
  proposedBy: { id: string; name: string } | null;
  proposedAt: string | null;
  approvedBy: { id: string; name: string } | null;
  approvedAt: string | null;
  abilities: Record<"use" | "approve" | "retire", { allowed: true } | { allowed: false; reason: string }>;
}

/** One way in which an agent goes beyond its template. */
export interface Drift {
  id: "kind" | "autonomy" | "exposure" | "dataRead" | "dataWritten" | "privileges" | "tools";
  label: string;
  /** What there is beyond the template: untrusted where it names tools. */
  beyond: string[];
}

export interface TemplateStanding {
  template: { id: string; name: string; state: TemplateState };
  drift: Drift[];
}
