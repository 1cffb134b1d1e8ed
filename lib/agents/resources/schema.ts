import { z } from "zod";
import { lineField, linesField } from "@/lib/fields";
import { DATA_CLASSES } from "@/lib/risk/terms";
import { ACCESSES, RESOURCE_KINDS, RESOURCE_LIMITS } from "./terms";

const idOf = (prefix: string) =>
  z.string().regex(new RegExp(`^${prefix}_[0-9a-z]{1,40}$`), { error: "This is not an id of that kind." });
const resourceIdSchema = idOf("res");

const amount = z
  .number({ error: "Give a whole number." })
  .int({ error: "Give a whole number." })
  .min(0, { error: "Give a number that is not negative." })
  .max(RESOURCE_LIMITS.amount, { error: "Give a number of at most a million millions." });
const version = z.number().int().positive();

/** What a person states about a resource. `money` counts whole units of the organisation's currency. */
const resourceFieldsSchema = z.strictObject({
  name: lineField(RESOURCE_LIMITS.name).refine((name) => name.length > 0, { error: "Give the resource a name." }),
  kind: z.enum(RESOURCE_KINDS),
  description: linesField(RESOURCE_LIMITS.description),
  dataClasses: z
    .array(z.enum(DATA_CLASSES))
    .max(DATA_CLASSES.length)
    .transform((given) => DATA_CLASSES.filter((one) => given.includes(one))),
  records: amount,
  people: amount,
  money: amount,
});
export type ResourceFields = z.output<typeof resourceFieldsSchema>;
export type ResourceField = keyof ResourceFields;

/** A resource about which nothing is stated yet but its name and kind. */
export const UNSTATED_RESOURCE = {
  description: "",
  dataClasses: [],
  records: 0,
  people: 0,
  money: 0,
} satisfies Partial<ResourceFields>;

export const createResourceSchema = resourceFieldsSchema.partial().required({ name: true, kind: true });
export type CreateResourceInput = z.input<typeof createResourceSchema>;

export const editResourceSchema = z.strictObject({
  id: resourceIdSchema,
  version,
  changes: resourceFieldsSchema.partial().refine((changes) => Object.keys(changes).length > 0, {
    error: "Change at least one field.",
  }),
});
export type EditResourceInput = z.input<typeof editResourceSchema>;

const tools = z.array(idOf("tol")).min(1).max(RESOURCE_LIMITS.tools).optional();
const resources = z.array(resourceIdSchema).min(1, { error: "Choose a resource." }).max(RESOURCE_LIMITS.resources);
const oneOfTwo = { error: "Choose tools, or a server with all its tools, one of the two.", path: ["toolIds"] };

/** `version` is the agent's, as the person saw it. Tools by id, or every tool of one of the agent's servers. */
export const linkToolsSchema = z
  .strictObject({
    agentId: idOf("agt"),
    version,
    toolIds: tools,
    serverId: idOf("srv").optional(),
    resourceIds: resources,
    access: z.enum(ACCESSES),
  })
  .refine(({ toolIds, serverId }) => (toolIds === undefined) !== (serverId === undefined), oneOfTwo);
export type LinkToolsInput = z.input<typeof linkToolsSchema>;

export const unlinkToolsSchema = z
  .strictObject({
    agentId: idOf("agt"),
    version,
    toolIds: tools,
    serverId: idOf("srv").optional(),
    resourceIds: resources,
  })
  .refine(({ toolIds, serverId }) => (toolIds === undefined) !== (serverId === undefined), oneOfTwo);
export type UnlinkToolsInput = z.input<typeof unlinkToolsSchema>;
