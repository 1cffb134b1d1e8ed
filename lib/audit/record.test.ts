import { describe, expect, it } from "vitest";
import { systemContext } from "@/lib/context";
import { db, inTransaction } from "@/lib/db";
import { testDatabase } from "@/lib/testing/database";
import { recordEvent } from "./index";

testDatabase();

describe("L1 an event stands or falls with its change", () => {
  it("is gone when the transaction rolls back", async () => {
    const ctx = systemContext("test");
    const failing = inTransaction(async (tx) => {
      await recordEvent(tx, ctx, { type: "team.created", targetId: "tem_x", details: { name: "Payments" } });
      throw new Error("the change failed");
    });
    await expect(failing).rejects.toThrow("the change failed");
    expect(await db().auditEvent.count()).toBe(0);
  });
});
