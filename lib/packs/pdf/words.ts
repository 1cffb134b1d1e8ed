import { readLiteral } from "@/lib/literal";

/** Text of others as a report shows it: what cannot be seen is named, and nothing turns a line around. */
export function literal(text: string): string {
  return readLiteral(text)
    .map(({ shown }) => shown)
    .join("");
}

/** "21 Nov 2026, 14:03 UTC": reports say their zone. */
export function instant(at: string | null): string {
  if (!at) return "-";
  const day = new Date(at).toLocaleDateString("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
  return `${day}, ${at.slice(11, 16)} UTC`;
}

export const count = (value: number): string => value.toLocaleString("en");

/** A digest in four parts, so that it breaks where it has to and can be read aloud. */
export const inFours = (digest: string): string => digest.match(/.{1,16}/g)?.join(" ") ?? "-";
