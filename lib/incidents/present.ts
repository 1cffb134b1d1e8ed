import { TIER_LABELS, type Tier } from "@/lib/agents/terms";
import type { TargetKind } from "./terms";
import type { SwitchCounts, SwitchView } from "./views";

/** "14 ms", "1.9 s": how long it took until everybody denied. */
export function killTime(micros: number): string {
  if (micros < 1_000) return "under 1 ms";
  if (micros < 999_500) return `${Math.round(micros / 1_000)} ms`;
  return `${(micros / 1_000_000).toFixed(1)} s`;
}

const counted = (count: number, one: string) => `${count.toLocaleString("en")} ${count === 1 ? one : `${one}s`}`;

/** What was ended with it: "1 agent suspended, 3 tokens and 1 credential ended, 2 requests for approval cancelled." */
export function endedText(counts: {
  suspended: number;
  tokens: number;
  credentials: number;
  approvals: number;
}): string {
  const { suspended, tokens, credentials, approvals } = counts;
  return `${counted(suspended, "agent")} suspended, ${counted(tokens, "token")} and ${counted(credentials, "credential")} ended${cancelledText(approvals)}.`;
}

/** ", 2 requests for approval cancelled", at the end of a sentence that says what else ended. */
export function cancelledText(approvals: number): string {
  return approvals ? `, ${counted(approvals, "request")} for approval cancelled` : "";
}

/** What is stopped, in the middle of a sentence. */
export function targetText(kind: TargetKind, name: string): string {
  switch (kind) {
    case "agent":
      return name;
    case "owner":
      return `everything ${name} owns`;
    case "tool":
      return `the tool ${name}`;
    case "server":
      return `the server ${name}`;
    case "provider":
      return `everything supplied by ${name}`;
    case "tier":
      return `every agent of tier ${TIER_LABELS[name as Tier]?.toLowerCase() ?? name}`;
    case "everything":
      return "every agent";
  }
}

const points = (count: number) => (count === 1 ? "The one decision point" : `All ${count} decision points`);

/** Who denies since when: what whoever threw it wants to read first. */
export function acknowledgement(view: Pick<SwitchView, "killMicros" | "drill"> & { counts: SwitchCounts }): string {
  const { counts, killMicros, drill } = view;
  if (counts.points === null) return "Waiting for the decision points to confirm.";
  if (counts.behind > 0) {
    return `${counts.behind} of ${counts.points} decision points have not confirmed yet. One that is cut off denies by itself after 2 seconds.`;
  }
  if (counts.points === 0) return "No decision point was running: each reads the switch before it decides anything.";
  const time = killMicros === null ? "" : ` after ${killTime(killMicros)}`;
  return drill ? `${points(counts.points)} would have denied${time}.` : `${points(counts.points)} denied${time}.`;
}
