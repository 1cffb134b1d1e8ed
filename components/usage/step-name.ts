const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
const HOUR = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "UTC" });

/** "21 Nov" of a day; "18:00" of an hour, and midnight with its day. */
export function stepName(start: string, grain: "hour" | "day"): string {
  const at = new Date(start);
  if (grain === "day") return DAY.format(at);
  return at.getUTCHours() === 0 ? `${DAY.format(at)}, 00:00` : HOUR.format(at);
}
