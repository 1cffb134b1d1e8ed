import { type Mode, SHOWS, type Show } from "@/components/campaigns/review/types";
import { firstOf, type Params, wordsIn } from "../../../address";

/** Reads the address of the reviewer's screen; what it does not know is left out and named, never guessed. */
export function reviewParamsOf(params: Params): { show: Show; mode: Mode; item: number | null; ignored: string[] } {
  const { known, ignored } = wordsIn(params);
  const show = known("show", SHOWS) ?? "open";
  const mode = known("mode", ["item", "list"] as const) ?? "item";
  const given = firstOf(params, "item");
  const item = given !== null && /^[1-9][0-9]{0,8}$/.test(given) ? Number(given) : null;
  if (given !== null && item === null) ignored.push("item");
  return { show, mode, item, ignored };
}
