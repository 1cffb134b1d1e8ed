import { answerCall } from "./answer";
import { decisionPoint } from "./decision-point";
import type { Answer, Call } from "./types";

/** A call as it would be asked at an instant: within the hours of the grant that it tries. */
export interface Probe {
  call: Call;
  at: Date;
}

/**
 * What the decision point of this process would answer to these calls, on everything that is committed by now (C6). Nothing is
 * recorded and no grant is used: it is no decision, only the proof that one would be made so.
 * @returns an answer for each, in order
 * @throws CountersignError `unavailable` when nothing may be decided here: then nothing is proved either
 */
export async function probeCalls(probes: readonly Probe[]): Promise<Answer[]> {
  const point = await decisionPoint("worker");
  await point.catchUp();
  point.assertFresh();
  return probes.map(({ call, at }) => answerCall(point.groundFor(call), call, at));
}
