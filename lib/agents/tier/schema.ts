import { z } from "zod";
import { agentFieldsSchema } from "../schema";
import { ENVIRONMENTS } from "../terms";

export * from "./overrides/schema";

const { systems, dataRead, dataWritten, privileges, autonomy, exposure } = agentFieldsSchema.shape;

/** The facts of a form that is being filled in; `id` of the agent that is edited, whose tools and resources then count. */
export const previewTierSchema = z.strictObject({
  id: z
    .string()
    .regex(/^agt_[0-9a-z]{1,40}$/)
    .nullable(),
  environment: z.enum(ENVIRONMENTS),
  systems,
  dataRead,
  dataWritten,
  privileges,
  autonomy,
  exposure,
});
export type PreviewTierInput = z.input<typeof previewTierSchema>;
