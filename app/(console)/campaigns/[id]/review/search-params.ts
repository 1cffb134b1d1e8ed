import { type Mode, SHOWS, type Show } from "@/components/campaigns/review/types";

type Params = Record<string, string | string[] | undefined>;

/** Reads the address of the reviewer's screen; what it does not know is left out and named, never guessed. */
export function reviewParamsOf(params: Params): { show: Show; mode: Mode; item: number | null; ignored: string[] } {
  const one = (name: string) => {
    const raw = params[name];
    return (Array.isArray(raw) ? raw[0] : raw) || null;
  };
  const ignored: string[] = [];
  const known = <T extends string>(name: string, values: readonly T[]): T | null => {
    const given = one(name);
    const found = values.find((value) => value === given) ?? null;
    if (given !== null && found === null) ignored.push(name);
    return found;
  };
  const show = known("show", SHOWS) ?? "open";
  const mode = known("mode", ["item", "list"] as const) ?? "item";
  const given = one("item");
  const item = given !== null && /^[1-9][0-9]{0,8}$/.test(given) ? Number(given) : null;
  if (given !== null && item === null) ignored.push("item");
  return { show, mode, item, ignored };
}
