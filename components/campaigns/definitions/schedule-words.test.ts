import { describe, expect, it } from "vitest";
import { scheduleWords } from "./schedule-words";

describe("C1 a schedule in words", () => {
  it.each([
    [null, "Launched by hand alone"],
    [
      "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=1;BYHOUR=9;BYMINUTE=0;BYSECOND=0",
      "Every quarter, on its first day at 09:00",
    ],
    ["FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=15;BYHOUR=8;BYMINUTE=30", "Every 2 months on day 15 at 08:30"],
    ["FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=-1;BYHOUR=9", "Every year in March and September on the last day at 09:00"],
    ["FREQ=WEEKLY;BYDAY=MO,TH;BYHOUR=7;BYMINUTE=5", "Every week on Monday and Thursday at 07:05"],
  ])("%s", (rule, words) => {
    expect(scheduleWords(rule)).toBe(words);
  });

  it("shows the rule itself rather than words that leave something out", () => {
    for (const rule of [
      "FREQ=MONTHLY;BYDAY=2TU;BYHOUR=9",
      "FREQ=MONTHLY;COUNT=3;BYMONTHDAY=1",
      "FREQ=MONTHLY;BYSETPOS=-1;BYDAY=MO,TU,WE,TH,FR",
      "DTSTART:20260101T090000Z\nRRULE:FREQ=MONTHLY",
      "FREQ=DAILY;BYHOUR=9,17",
    ]) {
      expect(scheduleWords(rule)).toBe(`By the rule ${rule}`);
    }
  });
});
