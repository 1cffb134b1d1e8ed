import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { isOver, isQuiet, type MailWishes, mailDueAt, RETRY_AFTER_MS, retryAfter } from "./rules";
import { localOf } from "./zones";

const minute = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
const wishes = (given: Partial<MailWishes>): MailWishes => ({
  mode: "immediate",
  quietFrom: minute("22:00"),
  quietTo: minute("07:00"),
  timeZone: "Europe/Oslo",
  ...given,
});

describe("quiet hours and digests in the person's own zone", () => {
  test.each([
    ["by day", "Europe/Oslo", "2026-11-20T12:00:00Z", "2026-11-20T12:00:00.000Z"],
    ["in the evening, over midnight", "Europe/Oslo", "2026-11-20T21:30:00Z", "2026-11-21T06:00:00.000Z"],
    ["after midnight", "Europe/Oslo", "2026-11-21T02:00:00Z", "2026-11-21T06:00:00.000Z"],
    ["at the first quiet minute", "Europe/Oslo", "2026-11-20T21:00:00Z", "2026-11-21T06:00:00.000Z"],
    ["at the first minute after", "Europe/Oslo", "2026-11-21T06:00:00Z", "2026-11-21T06:00:00.000Z"],
    ["in the night when summer begins", "Europe/Oslo", "2026-03-28T22:30:00Z", "2026-03-29T05:00:00.000Z"],
    ["in the night when summer ends", "Europe/Oslo", "2026-10-24T21:30:00Z", "2026-10-25T06:00:00.000Z"],
    ["in New York when summer begins", "America/New_York", "2026-03-08T04:00:00Z", "2026-03-08T11:00:00.000Z"],
    ["in New York when summer ends", "America/New_York", "2026-11-01T03:00:00Z", "2026-11-01T12:00:00.000Z"],
    ["in Kathmandu, 5:45 ahead", "Asia/Kathmandu", "2026-11-20T20:00:00Z", "2026-11-21T01:15:00.000Z"],
    [
      "in Auckland, where summer begins in September",
      "Pacific/Auckland",
      "2026-09-26T11:00:00Z",
      "2026-09-26T18:00:00.000Z",
    ],
  ])("a mail %s leaves when they end", (_name, timeZone, now, due) => {
    expect(mailDueAt(wishes({ timeZone }), new Date(now))?.toISOString()).toBe(due);
  });

  it("end right after the gap when their last minute does not exist that night", () => {
    const skipped = wishes({ quietTo: minute("02:30") });
    expect(mailDueAt(skipped, new Date("2026-03-29T00:10:00Z"))?.toISOString()).toBe("2026-03-29T01:00:00.000Z");
  });

  test.each([
    ["hourly", "Europe/Oslo", "2026-11-20T12:20:00Z", "2026-11-20T13:00:00.000Z"],
    ["hourly", "Europe/Oslo", "2026-11-20T13:00:00Z", "2026-11-20T14:00:00.000Z"],
    ["hourly", "Europe/Oslo", "2026-11-20T20:30:00Z", "2026-11-21T06:00:00.000Z"],
    ["daily", "Europe/Oslo", "2026-11-20T06:59:00Z", "2026-11-20T07:00:00.000Z"],
    ["daily", "Europe/Oslo", "2026-11-20T07:00:00Z", "2026-11-21T07:00:00.000Z"],
    ["daily", "Europe/Oslo", "2026-03-28T12:00:00Z", "2026-03-29T06:00:00.000Z"],
    ["daily", "Europe/Oslo", "2026-10-24T12:00:00Z", "2026-10-25T07:00:00.000Z"],
    ["daily", "America/Los_Angeles", "2026-11-20T12:00:00Z", "2026-11-20T16:00:00.000Z"],
    ["daily", "Pacific/Kiritimati", "2026-11-20T12:00:00Z", "2026-11-20T18:00:00.000Z"],
  ] as const)("%s in %s, asked at %s: %s", (mode, timeZone, now, due) => {
    expect(mailDueAt(wishes({ mode, timeZone }), new Date(now))?.toISOString()).toBe(due);
  });

  it("hold back no alert; and who wants no mail gets not even that", () => {
    const night = new Date("2026-11-21T02:00:00Z");
    expect(mailDueAt(wishes({ mode: "daily" }), night, true)).toEqual(night);
    expect(mailDueAt(wishes({ mode: "off" }), night, true)).toBeNull();
    expect(mailDueAt(wishes({ mode: "off" }), night)).toBeNull();
  });

  it("never let a mail leave in them, nor hold it for longer than they last", () => {
    const zone = fc.constantFrom("Europe/Oslo", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC");
    const at = fc.date({ min: new Date("2026-01-01"), max: new Date("2027-12-31"), noInvalidDate: true });
    const day = fc.integer({ min: 0, max: 1_439 });
    fc.assert(
      fc.property(zone, at, day, day, (timeZone, now, quietFrom, quietTo) => {
        const wish = wishes({ timeZone, quietFrom, quietTo });
        const due = mailDueAt(wish, now) as Date;
        const before = new Date(due.getTime() - 60_000);
        expect(isQuiet(localOf(due, timeZone).minute, wish)).toBe(false);
        expect(due.getTime()).toBeGreaterThanOrEqual(now.getTime());
        if (due > now && before > now) expect(isQuiet(localOf(before, timeZone).minute, wish)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe("the schedule of retries", () => {
  it("is that of Standard Webhooks, up to a fifth later by chance, and ends", () => {
    expect(RETRY_AFTER_MS.map((_, at) => retryAfter(at + 1, 0))).toEqual([...RETRY_AFTER_MS]);
    expect(retryAfter(1, 1)).toBe(6_000);
    expect(retryAfter(RETRY_AFTER_MS.length + 1, 0)).toBeNull();
    expect(RETRY_AFTER_MS.slice(0, 4)).toEqual([5_000, 300_000, 1_800_000, 7_200_000]);
  });
});

test.each([
  [{}, false],
  [{ until: "2026-11-20T12:00:00.000Z" }, true],
  [{ until: "2026-11-20T12:00:00.001Z" }, false],
  [{ until: 7 }, false],
])("a message with %j is over: %s", (content, over) => {
  expect(isOver(content, new Date("2026-11-20T12:00:00Z"))).toBe(over);
});
