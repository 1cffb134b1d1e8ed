import { z } from "zod";
import { searchField } from "@/lib/fields";
import { USAGE_BY, USAGE_SORTS } from "./terms";

const instant = z.iso.datetime({ offset: true });
/** The database cannot hold U+0000. */
const isStorable = (text: string) => !text.includes("\0");
const name = z.string().min(1).max(300).refine(isStorable);
const MOST_DAYS = 400;

/** Everything has a default: `{}` is the last 24 hours by agent, the busiest first. */
export const usageSearchSchema = z
  .strictObject({
    /** Rounded to whole hours, outwards; `to` exclusive. Absent: 24 hours until the end of the running one. */
    from: instant.nullable().default(null),
    to: instant.nullable().default(null),
    by: z.enum(USAGE_BY).default("agent"),
    teamId: z
      .string()
      .regex(/^(?:none|tem_[0-9a-z_]{1,40})$/)
      .nullable()
      .default(null),
    agentId: z
      .string()
      .regex(/^agt_[0-9a-z]{1,40}$/)
      .nullable()
      .default(null),
    server: name.nullable().default(null),
    tool: name.nullable().default(null),
    /** Part of the name of what is listed. */
    find: searchField(100).default(""),
    sort: z.enum(USAGE_SORTS).default("calls"),
    dir: z.enum(["asc", "desc"]).default("desc"),
    /** The key of the last row that was shown, to read on from it. */
    after: z.string().max(700).refine(isStorable).nullable().default(null),
    limit: z.number().int().min(1).max(200).default(50),
  })
  .refine(({ from, to }) => !from || !to || Date.parse(from) < Date.parse(to), {
    path: ["to"],
    error: "The end has to come after the beginning.",
  })
  .refine(({ from, to }) => !from || !to || Date.parse(to) - Date.parse(from) <= MOST_DAYS * 86_400_000, {
    path: ["from"],
    error: `Ask for ${MOST_DAYS} days at most.`,
  });
export type UsageSearch = z.output<typeof usageSearchSchema>;
export type UsageSearchInput = z.input<typeof usageSearchSchema>;
