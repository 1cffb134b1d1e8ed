import { z } from "zod";
import type { RecordedRequest } from "../decide/recorded";
import type { Provenance } from "../decide/types";

/** A decision as it was recorded, with what it was made on. */
export interface Recorded {
  id: string;
  at: Date;
  request: RecordedRequest;
  provenance: Provenance;
}

const named = z.looseObject({ id: z.string() });
// What is used by name; the rest was written by the decision point and is its own to read.
const requestShape = z.looseObject({
  call: z.looseObject({
    agentId: z.string(),
    server: z.string(),
    tool: z.string(),
    arguments: z.record(z.string(), z.json()),
    workflow: z.looseObject({ request: z.string().nullable(), earlier: z.array(z.unknown()) }),
  }),
  agent: named.nullable(),
  tool: z.looseObject({ server: z.string(), name: z.string() }).nullable(),
  chain: z.array(named),
  grants: z.array(named),
  resources: z.record(z.string(), z.looseObject({ kind: z.string(), dataClasses: z.array(z.string()) })),
  activePeople: z.array(z.string()),
  firstUse: z.boolean(),
  stoppedBy: z.string().nullable(),
});
const answerShape = z.looseObject({
  provenance: z.looseObject({ worst: z.string(), arguments: z.array(z.unknown()) }),
});

/** The recorded decision, or null when this release cannot read it. */
export function readRecorded(row: { id: string; at: Date; request: unknown; answer: unknown }): Recorded | null {
  const readable = requestShape.safeParse(row.request).success && answerShape.safeParse(row.answer).success;
  if (!readable) return null;
  const { provenance } = row.answer as { provenance: Provenance };
  return { id: row.id, at: row.at, request: row.request as RecordedRequest, provenance };
}
