import type { Grant, TimeWindow } from "@/lib/entitlements/terms";

const MINUTE = 60_000;
const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
/** Zones that decisions need at once; more than there are zones in use. */
const MOST_ZONES = 600;

interface Clock {
  format: Intl.DateTimeFormat;
  minute: number;
  day: number;
  minuteOfDay: number;
}
const clocks = new Map<string, Clock | null>();

/** Whether a grant is open at this instant (Z2): begun, not ended, and within one of its windows if it has any. */
export function isOpen(grant: Grant, nowMs: number): boolean {
  if (grant.startsAt !== null && nowMs < grant.startsAt) return false;
  if (grant.expiresAt !== null && nowMs >= grant.expiresAt) return false;
  const { windows } = grant;
  if (windows.length === 0) return true;
  for (const window of windows) if (isWithin(window, nowMs)) return true;
  return false;
}

/** A window that ends before it begins goes over midnight and belongs to the day on which it begins. */
function isWithin({ days, fromMinute, untilMinute, zone }: TimeWindow, nowMs: number): boolean {
  const clock = clockOf(zone, nowMs);
  if (!clock) return false;
  const { day, minuteOfDay } = clock;
  if (fromMinute <= untilMinute) return days.includes(day) && minuteOfDay >= fromMinute && minuteOfDay < untilMinute;
  const yesterday = day === 1 ? 7 : day - 1;
  return (days.includes(day) && minuteOfDay >= fromMinute) || (days.includes(yesterday) && minuteOfDay < untilMinute);
}

/** Day and minute in a zone, worked out once a minute; null: there is no such zone, and its windows are never open. */
function clockOf(zone: string, nowMs: number): Clock | null {
  let clock = clocks.get(zone);
  if (clock === undefined) {
    if (clocks.size >= MOST_ZONES) clocks.clear();
    clock = newClock(zone);
    clocks.set(zone, clock);
  }
  const minute = Math.floor(nowMs / MINUTE);
  if (clock && clock.minute !== minute) {
    const parts = clock.format.formatToParts(minute * MINUTE);
    const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
    clock.minute = minute;
    clock.day = DAYS.indexOf(part("weekday")) + 1;
    clock.minuteOfDay = Number(part("hour")) * 60 + Number(part("minute"));
  }
  return clock;
}

function newClock(timeZone: string): Clock | null {
  try {
    const format = new Intl.DateTimeFormat("en-US", {
      timeZone,
      weekday: "short",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    });
    return { format, minute: Number.NaN, day: 0, minuteOfDay: 0 };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
