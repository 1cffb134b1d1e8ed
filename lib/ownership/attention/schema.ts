import { z } from "zod";
import type { Ability, AgentStatus, Environment, PersonRef, TeamRef, Tier, Total } from "@/lib/agents/schema";
import { agentIdSchema } from "@/lib/agents/schema";
import { ATTENTION_VIEWS, type AttentionAction, type AttentionView, DORMANT_DAYS, type MissingSeat } from "./terms";

export const attentionSchema = z.strictObject({
  view: z.enum(ATTENTION_VIEWS).default("queue"),
  days: z.int().min(1).max(3650).default(DORMANT_DAYS),
  /** Opaque: `next` of a former answer to the same question. */
  cursor: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,200}$/, { error: "This page link is damaged: begin at the first page." })
    .nullable()
    .default(null),
  limit: z.int().min(1).max(200).default(50),
});
export type AttentionInput = z.input<typeof attentionSchema>;

export const countsSchema = z.strictObject({ days: attentionSchema.shape.days });

const version = z.int().positive();
export const sendToQueueSchema = z.strictObject({ id: agentIdSchema, version });
export const askOwnerSchema = z.strictObject({ id: agentIdSchema, about: z.enum(["dormant", "stale"]) });
export type AskOwnerInput = z.input<typeof askOwnerSchema>;

/** Agents that came to the caller by succession: these, or all of them. */
export const keepSchema = z
  .strictObject({ ids: z.array(agentIdSchema).min(1).max(200).optional(), all: z.literal(true).optional() })
  .refine(({ ids, all }) => (ids === undefined) !== (all === undefined), {
    error: "Name the agents, or take all of them: one of the two.",
    path: ["ids"],
  });
export type KeepInput = z.input<typeof keepSchema>;

/** An offer that waits for an answer. */
export interface PendingOffer {
  id: string;
  seat: string;
  from: string | null;
  to: string;
  offeredBy: string;
  offeredAt: string;
  expiresAt: string;
}

/** One agent that somebody should look at. Instants are ISO 8601. */
export interface AttentionRow {
  id: string;
  name: string;
  environment: Environment;
  status: AgentStatus;
  tier: Tier | null;
  team: TeamRef | null;
  owner: PersonRef | null;
  deputy: PersonRef | null;
  sponsor: PersonRef | null;
  version: number;
  /** Why it is listed, in a sentence. */
  why: string;
  since: string;
  missing: MissingSeat;
  pending: PendingOffer | null;
  abilities: Record<AttentionAction, Ability>;
}

export interface AttentionPage {
  view: AttentionView;
  rows: AttentionRow[];
  next: string | null;
}

export type AttentionCounts = Record<AttentionView, Total>;
