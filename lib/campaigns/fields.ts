import { z } from "zod";

/** The largest number that the database keeps of an item: what is larger names none. */
const MOST = 2_147_483_647;

/** The number of an item within its campaign. */
export const itemNumber = z.int().positive().max(MOST);
/** After which number a page begins; 0: with the first. */
export const afterNumber = z.int().min(0).max(MOST);

/** A name that others gave and that is only compared: any character but NUL and halves of one, which the database keeps of none. */
export const foreignName = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .refine((given) => given.isWellFormed() && !given.includes("\0"), { error: "There is no such name." });

/** The id of a campaign, as pages and forms send it. */
export const campaignIdSchema = z
  .string()
  .regex(/^cmp_[0-9a-z]{1,40}$/, { error: "This is not the id of a campaign." });
