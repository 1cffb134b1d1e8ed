import { describe, expect, test } from "vitest";
import type { EntitlementView } from "@/lib/entitlements/schema";
import { heldAt } from "./held-at";

const CALL = { server: "payments", tool: "refund", at: "2026-11-10T12:00:00.000Z" };

function grant(over: Partial<EntitlementView>): EntitlementView {
  return {
    server: "payments",
    tool: "refund",
    approvedAt: "2026-10-01T00:00:00.000Z",
    startsAt: null,
    endedAt: null,
    expiresAt: null,
    ...over,
  } as EntitlementView;
}

describe("Z6 a refused call names the grants that were held for its tool then", () => {
  test.each<[string, Partial<EntitlementView>, boolean]>([
    ["in force", {}, true],
    ["of the whole server", { tool: null }, true],
    ["of another tool", { tool: "capture" }, false],
    ["of another server", { server: "ledger" }, false],
    ["not approved", { approvedAt: null }, false],
    ["approved only later", { approvedAt: "2026-11-10T12:00:01.000Z" }, false],
    ["not begun", { startsAt: "2026-11-11T00:00:00.000Z" }, false],
    ["ended before", { endedAt: "2026-11-09T00:00:00.000Z" }, false],
    ["ended since", { endedAt: "2026-11-12T00:00:00.000Z" }, true],
    ["run out at that very instant", { expiresAt: CALL.at }, false],
    ["running out later", { expiresAt: "2027-01-01T00:00:00.000Z" }, true],
  ])("%s", (_, over, held) => {
    expect(heldAt([grant(over)], CALL)).toHaveLength(held ? 1 : 0);
  });
});
