import type { BadgeTone } from "@/components/ui/badge";
import type { ExportState } from "@/lib/evidence/terms";
import type { CustodyStep } from "@/lib/evidence/views";

export const STATE_TONES: Record<ExportState, BadgeTone> = {
  waiting: "outline",
  gathering: "info",
  anchoring: "info",
  ready: "success",
  failed: "danger",
  cancelled: "outline",
  expired: "outline",
};

/** "412 kB", "18.3 MB". */
export function sizeText(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1_000)).toLocaleString("en")} kB`;
  return `${(bytes / 1_000_000).toLocaleString("en", { maximumFractionDigits: 1 })} MB`;
}

export const eventsText = (events: number): string =>
  `${events.toLocaleString("en")} ${events === 1 ? "event" : "events"}`;

const DONE: Record<CustodyStep["what"], string> = {
  asked: "asked for it",
  made: "made it, and its manifest entered the log",
  opened: "opened it",
  downloaded: "downloaded it",
  link_created: "made a link to it",
  link_revoked: "revoked a link to it",
  expired: "let go of its files: its time was over",
  cancelled: "cancelled it",
  failed: "could not make it",
};

/** What happened, after whoever did it. */
export const stepText = ({ what, byLink }: CustodyStep): string =>
  `${DONE[what] ?? what}${byLink ? " through a link" : ""}`;
