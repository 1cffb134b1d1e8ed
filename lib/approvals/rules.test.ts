import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canMove, statusAt } from "./rules";
import { LIMITS, STATUSES, type Status } from "./terms";

const NOW = new Date("2026-11-20T09:00:00Z");
const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000);
const row = (status: Status, over: object = {}) => ({
  ...{ status, expiresAt: at(60), approvedUntil: null, consumedAt: null },
  ...over,
});

describe("A6 where a request may move", () => {
  it.each<[Status, Status[]]>([
    ["pending", ["approved", "denied", "expired", "cancelled", "superseded"]],
    ["approved", ["consumed", "revoked", "lapsed"]],
    ["consumed", ["executed", "failed", "unknown"]],
    ["unknown", ["executed", "failed"]],
    ...["denied", "expired", "cancelled", "superseded", "revoked", "lapsed", "executed", "failed"].map(
      (status): [Status, Status[]] => [status as Status, []],
    ),
  ])("from %s only to %j", (from, to) => {
    expect(STATUSES.filter((status) => canMove(from, status))).toEqual(STATUSES.filter((one) => to.includes(one)));
  });

  it("never back, and never twice to being used", () => {
    const walks = fc.array(fc.constantFrom(...STATUSES), { maxLength: 12 });
    fc.assert(
      fc.property(walks, (wanted) => {
        let now: Status = "pending";
        const seen: Status[] = [now];
        for (const next of wanted) {
          if (!canMove(now, next)) continue;
          now = next;
          seen.push(now);
        }
        expect(new Set(seen).size).toBe(seen.length);
        expect(seen.filter((one) => one === "consumed").length).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe("A6 where a request stands by the clock, whatever its label says", () => {
  it.each<[string, ReturnType<typeof row>, Status]>([
    ["waits until its time is over", row("pending", { expiresAt: at(0.001) }), "pending"],
    ["is expired at that very instant", row("pending", { expiresAt: at(0) }), "expired"],
    [
      "may be used until its time is over",
      row("approved", { approvedUntil: at(0.001), expiresAt: at(-60) }),
      "approved",
    ],
    ["has lapsed at that very instant", row("approved", { approvedUntil: at(0), expiresAt: at(-60) }), "lapsed"],
    [
      "is in use while a report may come",
      row("consumed", { consumedAt: at(0.001 - LIMITS.reportSeconds) }),
      "consumed",
    ],
    ["is of unknown outcome after that", row("consumed", { consumedAt: at(-LIMITS.reportSeconds) }), "unknown"],
  ])("%s", (_, given, expected) => {
    expect(statusAt(given, NOW)).toBe(expected);
  });

  it("stays what it is once it has ended", () => {
    const ended = STATUSES.filter((status) => !["pending", "approved", "consumed"].includes(status));
    const late = { expiresAt: at(-60), approvedUntil: at(-60), consumedAt: at(-86_400) };
    for (const status of ended) expect(statusAt(row(status, late), NOW)).toBe(status);
  });
});
