import { z } from "zod";
import { linesField } from "@/lib/fields";
import { LIMITS } from "../terms";

export const noteAnomalySchema = z.strictObject({
  agentId: z.string().regex(/^agt_[0-9a-z_]{1,40}$/, { error: "This is not an id of an agent." }),
  note: linesField(LIMITS.text).refine((text) => text.length >= LIMITS.reasonLeast, {
    error: `Say in at least ${LIMITS.reasonLeast} characters what was unusual.`,
  }),
});
export type NoteAnomalyInput = z.input<typeof noteAnomalySchema>;
