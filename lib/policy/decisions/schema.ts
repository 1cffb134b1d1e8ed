import { z } from "zod";
import { ACTIONS, OUTCOMES } from "../terms";

/** What the verbs about decisions take. */
const id = (prefix: string) => z.string().regex(new RegExp(`^${prefix}_[0-9a-z]{1,60}$`));
const line = (most: number) => z.string().min(1).max(most);
const instant = z.iso.datetime({ offset: true }).or(z.iso.date());
const wellFormed = z
  .string()
  .refine((text) => text.isWellFormed(), { error: "Half of a character stands in this text." });

/** Everything has a default: `{}` is the newest page of everything in sight. */
export const decisionSearchSchema = z.strictObject({
  agentId: id("agt").nullable().default(null),
  outcome: z.array(z.enum(OUTCOMES)).max(OUTCOMES.length).default([]),
  /** "server/tool", exactly, or a server's name alone. */
  tool: line(600).nullable().default(null),
  entitlementId: id("ent").nullable().default(null),
  correlationId: line(80).nullable().default(null),
  /** Inclusive; a date means its first instant (from) or its last (to), UTC. */
  from: instant.nullable().default(null),
  to: instant.nullable().default(null),
  /** Also those that people tried at the test bench. */
  tries: z.boolean().default(false),
  /** A decision's id: what comes after it in the list (older), or before it (newer). */
  olderThan: id("dec").nullable().default(null),
  newerThan: id("dec").nullable().default(null),
  limit: z.number().int().min(1).max(200).default(50),
});
export type DecisionSearchInput = z.input<typeof decisionSearchSchema>;
export type DecisionSearch = z.output<typeof decisionSearchSchema>;

const json: z.ZodType<Json> = z.lazy(() =>
  z.union([z.null(), z.boolean(), z.number(), wellFormed, z.array(json), z.record(wellFormed, json)]),
);
type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A call to try at the test bench. */
export const trySchema = z.strictObject({
  agentId: id("agt"),
  server: line(300),
  tool: line(300),
  action: z.enum(ACTIONS).nullable().default(null),
  arguments: z.record(wellFormed, json).default({}),
  resourceIds: z.array(id("res")).max(100).default([]),
  purpose: wellFormed.max(4_000).default(""),
  network: wellFormed.max(500).default(""),
  /** The person's request that the work would begin with; empty: none is known. */
  request: wellFormed.max(20_000).default(""),
  /** Calls before this one, with what came back. */
  earlier: z
    .array(
      z.strictObject({
        server: line(300),
        tool: line(300),
        arguments: z.record(wellFormed, json).default({}),
        result: wellFormed.max(20_000).nullable().default(null),
      }),
    )
    .max(20)
    .default([]),
  canDo: z.array(line(100)).max(50).default(["mask", "redact", "limit"]),
});
export type TryInput = z.input<typeof trySchema>;
