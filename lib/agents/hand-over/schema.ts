import { z } from "zod";
import { linesField } from "@/lib/fields";
import { LIMITS } from "../terms";
import { SEATS } from "./terms";

const idOf = (prefix: string) =>
  z.string().regex(new RegExp(`^${prefix}_[0-9a-z]{1,40}$`), { error: "This is not an id of that kind." });
const handOverId = idOf("hov");
const note = linesField(LIMITS.reason);

/** `version` is the one of the agent that the person saw. */
export const offerHandOverSchema = z.strictObject({
  agentId: idOf("agt"),
  version: z.number().int().positive(),
  seat: z.enum(SEATS),
  personId: idOf("per"),
  note: note.default(""),
});
export type OfferHandOverInput = z.input<typeof offerHandOverSchema>;

/** One, several, or all that wait for the caller. */
export const acceptHandOversSchema = z
  .strictObject({
    ids: z.array(handOverId).min(1).max(LIMITS.bulk).optional(),
    all: z.literal(true).optional(),
  })
  .refine(({ ids, all }) => (ids === undefined) !== (all === undefined), {
    error: "Name the offers, or take all of them: one of the two.",
    path: ["ids"],
  });
export type AcceptHandOversInput = z.input<typeof acceptHandOversSchema>;

export const acceptHandOverSchema = z.strictObject({ id: handOverId });
export type AcceptHandOverInput = z.input<typeof acceptHandOverSchema>;

export const declineHandOverSchema = z.strictObject({
  id: handOverId,
  reason: note.refine((text) => text.length >= 5, { error: "Give a reason of at least 5 characters." }),
});
export type DeclineHandOverInput = z.input<typeof declineHandOverSchema>;

export const withdrawHandOverSchema = z.strictObject({ id: handOverId });
export type WithdrawHandOverInput = z.input<typeof withdrawHandOverSchema>;

/** `agent`: everything ever offered for one agent; the others list what waits: for the caller, by the caller, anywhere in sight. */
export const listHandOversSchema = z.discriminatedUnion("which", [
  z.strictObject({ which: z.literal("agent"), agentId: idOf("agt") }),
  z.strictObject({ which: z.enum(["mine", "offered", "pending"]), after: handOverId.nullable().default(null) }),
]);
export type ListHandOversInput = z.input<typeof listHandOversSchema>;
