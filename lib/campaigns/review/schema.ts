import { z } from "zod";
import { campaignIdSchema as campaignId, afterNumber as number } from "../fields";

/** `open`: what still waits for the reader; `decided`: what they can freely change; `signed`: what they stand by. */
const REVIEW_FILTERS = ["open", "decided", "signed", "all"] as const;
export type ReviewFilter = (typeof REVIEW_FILTERS)[number];
const PAGE_MOST = 200;

export const listReviewSchema = z.strictObject({
  campaignId,
  filter: z.enum(REVIEW_FILTERS).default("open"),
  after: number.default(0),
  size: z.number().int().min(1).max(PAGE_MOST).default(100),
});
export type ListReviewInput = z.input<typeof listReviewSchema>;

export const readItemSchema = z.strictObject({ campaignId, number });
export type ReadItemInput = z.input<typeof readItemSchema>;

export const nextItemSchema = z.strictObject({ campaignId, after: number.default(0) });
export type NextItemInput = z.input<typeof nextItemSchema>;

export const ofCampaignSchema = z.strictObject({ campaignId });
