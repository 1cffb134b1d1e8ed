import { z } from "zod";
import { ACCESSES, DATA_CLASSES, ENVIRONMENTS, RESOURCE_KINDS, TIERS } from "@/lib/agents/terms";
import { lineField, searchField } from "@/lib/fields";
import { REACH_LIMITS, STANDINGS } from "./terms";

export * from "./terms";
export type * from "./views";

const idOf = (prefix: string) =>
  z.string().regex(new RegExp(`^${prefix}_[0-9a-z]{1,40}$`), { error: "This is not an id of that kind." });
const list = <const T extends readonly [string, ...string[]]>(values: T) => z.array(z.enum(values)).max(values.length);
const cursor = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,1200}$/, { error: "This page link is damaged: begin at the first page." })
  .nullable()
  .default(null);
const page = z.number().int().min(1).max(10_000).default(1);

/** Names as servers were listed: compared as they are, apart from the letters' case. */
export const subjectSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("agent"), id: idOf("agt") }),
  z.strictObject({ kind: z.literal("server"), name: z.string().max(400), address: z.string().max(2000) }),
  z.strictObject({ kind: z.literal("credential"), name: lineField(400).refine((name) => name !== "") }),
]);
export type SubjectInput = z.input<typeof subjectSchema>;

export const whatIfSchema = z.strictObject({ subject: subjectSchema, page });
export type WhatIfInput = z.input<typeof whatIfSchema>;

/** Group keys that are drawn open, as the address carries them. */
export const agentReachSchema = z.strictObject({
  id: idOf("agt"),
  page,
  open: z.array(z.string().max(200)).max(50).default([]),
});
export type AgentReachInput = z.input<typeof agentReachSchema>;

/** Who can reach a resource, or any place that holds a class of data. */
export const reachersSchema = z
  .strictObject({
    resourceId: idOf("res").optional(),
    dataClass: z.enum(DATA_CLASSES).optional(),
    q: searchField(200).default(""),
    tier: list([...TIERS, "none"]).default([]),
    environment: list(ENVIRONMENTS).default([]),
    access: list(ACCESSES).default([]),
    standing: list(STANDINGS).default([]),
    cursor,
    limit: z.number().int().min(1).max(1000).default(REACH_LIMITS.page),
  })
  .refine(({ resourceId, dataClass }) => (resourceId === undefined) !== (dataClass === undefined), {
    error: "Ask about a resource or about a class of data, one of the two.",
    path: ["resourceId"],
  });
export type ReachersInput = z.input<typeof reachersSchema>;
export type ReachersSearch = z.output<typeof reachersSchema>;

const RESOURCE_SORTS = ["name", "kind", "records", "people", "money", "updatedAt"] as const;
export type ResourceSort = (typeof RESOURCE_SORTS)[number];

export const resourceSearchSchema = z.strictObject({
  q: searchField(200).default(""),
  kind: list(RESOURCE_KINDS).default([]),
  dataClass: list(DATA_CLASSES).default([]),
  sort: z.enum(RESOURCE_SORTS).default("name"),
  dir: z.enum(["asc", "desc"]).default("asc"),
  cursor,
  limit: z.number().int().min(1).max(200).default(REACH_LIMITS.page),
});
export type ResourceSearchInput = z.input<typeof resourceSearchSchema>;
export type ResourceSearch = z.output<typeof resourceSearchSchema>;
