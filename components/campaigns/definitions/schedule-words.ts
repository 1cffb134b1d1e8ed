import { SCHEDULE_PRESETS } from "@/lib/campaigns/terms";

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const DAYS: Record<string, string> = {
  MO: "Monday",
  TU: "Tuesday",
  WE: "Wednesday",
  TH: "Thursday",
  FR: "Friday",
  SA: "Saturday",
  SU: "Sunday",
};
const EVERY: Record<string, [string, string]> = {
  YEARLY: ["Every year", "years"],
  MONTHLY: ["Every month", "months"],
  WEEKLY: ["Every week", "weeks"],
  DAILY: ["Every day", "days"],
};

/** A recurrence rule in words, as far as words are sure; otherwise the rule itself. Pure. */
export function scheduleWords(rule: string | null): string {
  if (rule === null) return "Launched by hand alone";
  const preset = SCHEDULE_PRESETS.find((one) => one.rule === rule);
  return preset?.label ?? wordsOf(rule) ?? `By the rule ${rule}`;
}

function wordsOf(rule: string): string | null {
  const parts = new Map(rule.split(";").map((part) => part.split("=") as [string, string]));
  const known = ["FREQ", "INTERVAL", "BYMONTH", "BYMONTHDAY", "BYDAY", "BYHOUR", "BYMINUTE", "BYSECOND"];
  const every = EVERY[parts.get("FREQ") ?? ""];
  if (!every || [...parts.keys()].some((name) => !known.includes(name))) return null;
  const interval = Number(parts.get("INTERVAL") ?? 1);
  const begin = interval === 1 ? every[0] : `Every ${interval} ${every[1]}`;
  const months = listOf(parts.get("BYMONTH"), (month) => MONTHS[Number(month) - 1]);
  const monthDays = listOf(parts.get("BYMONTHDAY"), (day) =>
    day === "-1" ? "the last day" : /^\d+$/.test(day) ? `day ${day}` : undefined,
  );
  const days = listOf(parts.get("BYDAY"), (day) => DAYS[day]);
  const time = timeOf(parts);
  if ([months, monthDays, days, time].includes(null)) return null;
  const on = [monthDays, days].filter(Boolean).join(", ");
  return [begin, months ? `in ${months}` : "", on ? `on ${on}` : "", time ? `at ${time}` : ""]
    .filter(Boolean)
    .join(" ");
}

/** Empty where the part is absent; null where a value is not known. */
function listOf(part: string | undefined, name: (value: string) => string | undefined): string | null {
  if (part === undefined) return "";
  const names = part.split(",").map(name);
  if (names.includes(undefined)) return null;
  return names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

function timeOf(parts: ReadonlyMap<string, string>): string | null {
  const hour = parts.get("BYHOUR");
  if (hour === undefined) return "";
  const minute = parts.get("BYMINUTE") ?? "0";
  if (!/^\d{1,2}$/.test(hour) || !/^\d{1,2}$/.test(minute)) return null;
  return `${hour.padStart(2, "0")}:${minute.padStart(2, "0")}`;
}
