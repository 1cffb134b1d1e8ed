import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { TARGET_KINDS } from "../terms";
import { LEASE_MS, Lease } from "./lease";
import { type ActiveSwitch, stoppedBy } from "./stopped-by";

const AGENT = { id: "agt_1", ownerId: "per_1", provider: "Acme AI", tier: "high" };
const TOOL = { server: "bank", name: "pay" };

/** Each kind with a target that stops the call above, and one that leaves it alone. */
const TABLE: [ActiveSwitch["targetKind"], string, string | null][] = [
  ["agent", "agt_1", "agt_2"],
  ["tool", "bank/pay", "bank/read"],
  ["server", "bank", "bank/pay"],
  ["owner", "per_1", "per_2"],
  ["provider", " acme ai ", "acme"],
  ["tier", "high", "critical"],
  ["everything", "", null],
];

describe("X1 what a kill switch stops", () => {
  it("has a row here for every kind of target", () => {
    expect(TABLE.map(([kind]) => kind).sort()).toEqual([...TARGET_KINDS].sort());
  });

  it.each(TABLE)("%s: %j and not %j", (targetKind, hit, miss) => {
    expect(stoppedBy([{ id: "kil_1", targetKind, target: hit }], AGENT, TOOL)).toBe("kil_1");
    if (miss !== null) expect(stoppedBy([{ id: "kil_1", targetKind, target: miss }], AGENT, TOOL)).toBeNull();
  });

  it("leaves an agent alone that has no owner, provider or tier, whatever the empty target says", () => {
    const bare = { id: "agt_3", ownerId: null, provider: "", tier: null };
    const empty = TARGET_KINDS.filter((kind) => kind !== "everything").map((targetKind) => ({
      id: "kil_1",
      targetKind,
      target: "",
    }));
    expect(stoppedBy(empty, bare)).toBeNull();
  });

  it("stops the agent for a switch on a tool only when that tool is called", () => {
    const switches: ActiveSwitch[] = [{ id: "kil_1", targetKind: "tool", target: "bank/pay" }];
    expect(stoppedBy(switches, AGENT)).toBeNull();
  });

  it("names the narrowest, in whatever order they were thrown", () => {
    const all = TABLE.map(([targetKind, target]) => ({ id: `kil_${targetKind}`, targetKind, target }));
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: 1 }), (switches) => {
        const narrowest = TARGET_KINDS.find((kind) => switches.some((one) => one.targetKind === kind));
        expect(stoppedBy(switches, AGENT, TOOL)).toBe(`kil_${narrowest}`);
      }),
    );
  });
});

describe("X1 the lease of a decision point", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["performance", "Date"] }));
  afterEach(() => void vi.useRealTimers());

  it("is none before the first renewal, ends to the millisecond, and within two seconds of what it stands on", () => {
    const lease = new Lease();
    expect(lease.isFresh).toBe(false);
    const sent = Lease.now();
    vi.advanceTimersByTime(300);
    lease.renew(sent);
    vi.advanceTimersByTime(LEASE_MS - 301);
    expect(lease.isFresh).toBe(true);
    vi.advanceTimersByTime(1);
    expect(lease.isFresh).toBe(false);
    expect(LEASE_MS).toBeLessThan(2_000);
  });

  it("ends when the machine slept: its wall clock went on and its steady one did not", () => {
    const lease = new Lease();
    lease.renew(Lease.now());
    vi.setSystemTime(Date.now() + 60_000);
    expect(lease.isFresh).toBe(false);
  });
});
