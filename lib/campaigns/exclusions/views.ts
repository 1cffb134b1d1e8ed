import type { Ability, PersonRef } from "../views";

export type ExclusionState = "requested" | "active" | "rejected" | "ended";

/** What is left out of campaigns, as pages show it. */
export interface ExclusionView {
  id: string;
  targetKind: "agent" | "entitlement";
  targetId: string;
  agentId: string;
  agentName: string;
  /** Of a grant: "server/tool"; of an agent: empty. */
  grant: string;
  reason: string;
  /** An active one whose end has passed reads as ended: it excludes nothing any more. */
  state: ExclusionState;
  stateReason: string;
  requestedBy: PersonRef | null;
  requestedAt: Date;
  decidedBy: PersonRef | null;
  decidedAt: Date | null;
  until: Date;
  version: number;
  abilities: { decide: Ability; end: Ability };
}
