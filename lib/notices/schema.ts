import { z } from "zod";

/** No list of notices is longer, and no more are marked at once. */
export const NOTICES_MAX = 50;

const noticeId = z.string().regex(/^ntc_[0-9a-z]{1,40}$/, { error: "This is not an id of a notice." });

/** `ids` absent: all that the person has. */
export const markSeenSchema = z.strictObject({ ids: z.array(noticeId).min(1).max(NOTICES_MAX).optional() });
export type MarkSeenInput = z.input<typeof markSeenSchema>;

/** A notice as its reader gets it; `kind` says how `content` reads. Instants are ISO 8601. */
export interface NoticeView {
  id: string;
  kind: string;
  agentId: string | null;
  content: Readonly<Record<string, unknown>>;
  createdAt: string;
}
