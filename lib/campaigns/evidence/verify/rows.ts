import { z } from "zod";
import { CAPACITIES, DECISIONS, ITEM_KINDS, ITEM_STATES, REMEDIATION_STATES } from "../../terms";

/** The lines of a pack as far as the verifier reads them; what else stands in them is covered by the files' digests. */
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const number = z.int().min(1);

export const itemRow = z.object({
  number,
  kind: z.enum(ITEM_KINDS),
  subjectId: z.string(),
  tier: z.string(),
  rightsText: z.string(),
  digest: sha256,
  seat: z.string(),
  stage: z.int().min(1),
  state: z.enum(ITEM_STATES),
  decision: z.enum([...DECISIONS, "suspend"]).nullable(),
});

export const voteRow = z.object({
  number,
  stage: z.int().min(1),
  personId: z.string(),
  revision: z.int().min(1),
  current: z.boolean(),
  decision: z.enum(DECISIONS),
  reason: z.string(),
  text: z.string(),
  change: z.unknown(),
  digest: sha256,
  at: z.iso.datetime(),
  capacity: z.enum(CAPACITIES),
  correction: z.boolean(),
  signoffId: z.string().nullable(),
});

export const signoffRow = z.object({
  id: z.string(),
  stage: z.int().min(1),
  personId: z.string(),
  at: z.iso.datetime(),
  items: z.int().min(1),
  digest: sha256,
});

export const remediationRow = z.object({
  number,
  state: z.enum(REMEDIATION_STATES),
  probes: z.unknown(),
  verifiedAt: z.iso.datetime().nullable(),
});

export const exceptionRow = z.object({ number, reason: z.string().min(1), signedById: z.string() });

export const eventRow = z.object({
  id: z.string(),
  leaf: z.string(),
  beside: z.array(z.object({ field: z.string(), salt: z.string(), value: z.string() })),
});

/** What a leaf of the log says, as far as evidence reads it. */
export const leafShape = z.object({
  id: z.string(),
  type: z.string(),
  actor: z.object({ kind: z.string(), id: z.string() }),
  target: z.object({ kind: z.string(), id: z.string() }),
  details: z.record(z.string(), z.unknown()),
});

export type ItemRow = z.infer<typeof itemRow>;
export type VoteRow = z.infer<typeof voteRow>;

/** A line of a file that is for reading alone. */
export const anyRow = z.record(z.string(), z.unknown());
