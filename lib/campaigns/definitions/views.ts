import type { CampaignPlan } from "../terms";
import type { Ability, PersonRef } from "../views";

export type DefinitionState = "active" | "paused" | "retired";

/** A definition as pages show it. */
export interface DefinitionView {
  id: string;
  name: string;
  description: string;
  plan: CampaignPlan;
  /** RFC 5545 recurrence rule; null: launched by hand alone. */
  schedule: string | null;
  timeZone: string;
  nextAt: Date | null;
  state: DefinitionState;
  fallback: PersonRef | null;
  createdAt: Date;
  /** The campaigns it made, newest first, at most ten. */
  campaigns: { id: string; name: string; state: string; occurrence: Date | null }[];
  version: number;
  abilities: { edit: Ability; pause: Ability; resume: Ability; retire: Ability };
}
