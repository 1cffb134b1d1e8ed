import type { BadgeTone } from "@/components/ui/badge";
import type { BreakingGrant, RemediationAction, StrandedAgent, UseBand } from "@/lib/campaigns/closing/views";
import type { RemediationState } from "@/lib/campaigns/terms";

/** What is said around the close, in one place. */

export const ACTION_TONES: Record<RemediationAction, BadgeTone> = {
  revoke: "danger",
  suspend: "warning",
  reduce: "info",
  transfer: "neutral",
};

export const USE_LABELS: Record<UseBand, string> = {
  within_30_days: "In the last 30 days",
  within_90_days: "30 to 90 days ago",
  over_90_days: "More than 90 days ago",
  never: "Never",
  not_measured: "Not measured",
};
export const USE_BANDS: readonly UseBand[] = [
  "within_30_days",
  "within_90_days",
  "over_90_days",
  "never",
  "not_measured",
];

export const STRANDED_LABELS: Record<StrandedAgent["why"], string> = {
  last_grant: "Loses its last grant: every call is denied",
  suspended: "Is suspended until somebody resumes it",
  queued: "Has nobody to answer for it: goes to the governance queue",
};

export const STATE_WORDS: Record<RemediationState, { label: string; tone: BadgeTone }> = {
  planned: { label: "Planned", tone: "outline" },
  withdrawn: { label: "Taken out", tone: "neutral" },
  applied: { label: "Applied, not verified yet", tone: "info" },
  verified: { label: "Verified", tone: "success" },
  error: { label: "Failed", tone: "danger" },
  manual: { label: "By hand", tone: "warning" },
  done: { label: "Done", tone: "success" },
  undone: { label: "Undone", tone: "neutral" },
};

export const WAVE_LABELS: Record<number, string> = {
  0: "Not used for 90 days or never",
  1: "Used, tier low and moderate",
  2: "Used, tier high and critical; credentials",
};

/** "1 item", "12 items". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

export function breakingTarget({ server, tool }: BreakingGrant): string {
  return tool === null ? `${server}: every tool` : `${server}/${tool}`;
}

/** "at once", "after 24 hours", "after 2 days". */
export function afterText(hours: number): string {
  if (hours === 0) return "at once";
  return hours >= 48 && hours % 24 === 0 ? `after ${hours / 24} days` : `after ${counted(hours, "hour")}`;
}
