import { z } from "zod";
import { EVENT_TYPES, RESOURCES } from "@/lib/audit/search";
import { QUERY_IDS } from "../queries";
import { PROOFS } from "../terms";

/** The shape of a framework's file. What is not known, doubled or missing makes the file invalid: the catalogue is a claim. */

const words = (least: number, most: number) => z.string().trim().min(least).max(most);

const controlSchema = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9.-]{1,30}$/),
  title: words(5, 80),
  /** What it asks, in our words. */
  asks: words(40, 400),
  /** Empty: nothing here answers it, and `notCovered` says so. */
  evidence: z
    .array(z.strictObject({ query: z.enum(QUERY_IDS), proves: z.enum(PROOFS) }))
    .max(8)
    .refine((list) => new Set(list.map(({ query }) => query)).size === list.length, {
      error: "A query is named twice.",
    }),
  notCovered: words(20, 400),
  /** The events that belong to it, by type or resource, and how many days back an export begins. */
  takeHome: z.strictObject({
    kinds: z
      .array(z.enum([...EVENT_TYPES, ...RESOURCES]))
      .min(1)
      .max(12),
    days: z.number().int().min(30).max(400),
  }),
});

export const frameworkSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{2,30}$/),
  /** Its place in the list. */
  order: z.number().int().min(1),
  name: words(2, 40),
  edition: words(4, 80),
  publisher: words(2, 80),
  source: z.url({ protocol: /^https$/ }),
  about: words(40, 400),
  controls: z
    .array(controlSchema)
    .min(1)
    .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, { error: "A control is there twice." }),
});

export type Framework = z.output<typeof frameworkSchema>;
export type CatalogueControl = z.output<typeof controlSchema>;
