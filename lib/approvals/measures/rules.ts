import { FATIGUE } from "./terms";
import type { Measures, Signal } from "./views";

/** What is known of one reviewer's last days. */
export interface Recent {
  person: { id: string; name: string };
  votes: number;
  approvals: number;
  quick: number;
  medianDwellMillis: number;
  /** The most votes that fell into any one hour. */
  busiestHour: number;
  canariesMissed: number;
}

const DAYS = `in the last ${FATIGUE.days} days`;
const seconds = (millis: number) => `${(millis / 1_000).toFixed(1)} s`;

/** What speaks for somebody deciding without looking (A9). Each rule says its limit, so that nobody is measured by a secret. */
export function signalsOf(recent: Recent): Signal[] {
  const { person, votes, approvals, quick, medianDwellMillis, busiestHour, canariesMissed } = recent;
  const signals: Signal[] = [];
  const add = (kind: Signal["kind"], sentence: string, rule: string) => signals.push({ person, kind, sentence, rule });
  if (canariesMissed > 0) {
    const what = canariesMissed === 1 ? "a request that was planted" : `${canariesMissed} requests that were planted`;
    add("canary_missed", `approved ${what} to be denied ${DAYS}`, "Any canary that was approved.");
  }
  if (votes >= FATIGUE.votes && approvals === votes && medianDwellMillis < FATIGUE.quickMillis) {
    add(
      "rubber_stamp",
      `approved ${approvals} of ${votes} ${DAYS} with a median dwell of ${seconds(medianDwellMillis)}`,
      `${FATIGUE.votes} votes or more, all of them approvals, half of them under ${seconds(FATIGUE.quickMillis)}.`,
    );
  } else if (votes >= FATIGUE.votes && quick / votes >= FATIGUE.quickShare) {
    add(
      "quick",
      `decided ${quick} of ${votes} ${DAYS} in under ${seconds(FATIGUE.quickMillis)} each`,
      `${FATIGUE.votes} votes or more, half of them or more under ${seconds(FATIGUE.quickMillis)}.`,
    );
  }
  if (busiestHour > FATIGUE.hourly) {
    add("rush", `decided ${busiestHour} within one hour ${DAYS}`, `More than ${FATIGUE.hourly} votes in an hour.`);
  }
  return signals;
}

/** A part of a whole, 0 to 1; null where there is no whole to speak of. */
export function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

/** Approved of what people decided, either way. */
export function approvalRate({ outcomes }: Pick<Measures, "outcomes">): number | null {
  return shareOf(outcomes.approved, outcomes.approved + outcomes.denied);
}

/** Timed out of what has ended one way or the other. */
export function expiredShare({ outcomes, total }: Pick<Measures, "outcomes" | "total">): number | null {
  return shareOf(outcomes.expired, total - outcomes.waiting);
}
