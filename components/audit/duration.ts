const UNITS = [
  { name: "day", millis: 86_400_000 },
  { name: "hour", millis: 3_600_000 },
  { name: "minute", millis: 60_000 },
  { name: "second", millis: 1_000 },
] as const;

/** A span in its two largest units: "3 minutes 20 seconds", "40 ms". */
export function durationText(millis: number): string {
  if (millis < 1_000) return `${Math.max(Math.round(millis), 0)} ms`;
  const first = UNITS.findIndex((unit) => millis >= unit.millis);
  const parts: string[] = [];
  let rest = millis;
  for (const { name, millis: size } of UNITS.slice(first, first + 2)) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count) parts.push(`${count} ${name}${count === 1 ? "" : "s"}`);
  }
  return parts.join(" ");
}
