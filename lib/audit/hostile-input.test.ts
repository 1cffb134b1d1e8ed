import { describe, expect, it } from "vitest";
import { contextFor } from "@/lib/context";
import { inTransaction } from "@/lib/db";
import { contextAs } from "@/lib/testing/contexts";
import { testDatabase } from "@/lib/testing/database";
import { getEvent, listEvents, proofOf, readSearch, recordEvent } from "./index";

testDatabase();

const ctx = contextAs("auditor", { id: "per_0000000000000000000yuki00" });

describe("L4 ids of events that are no ids", () => {
  it.each(["\0", "evt_\0", "", "\ud800", "evt_nope", "x".repeat(10_000)])("%j names no event", async (id) => {
    await expect(getEvent(ctx, id)).rejects.toMatchObject({ code: "not_found" });
    await expect(proofOf(ctx, id)).rejects.toMatchObject({ code: "not_found" });
  });

  it("a page that begins at no event is refused, and not shown as an empty log", async () => {
    const own = contextFor({ kind: "user", id: "per_1", sessionId: "ses_1", grants: [] });
    const hidden = await inTransaction((tx) =>
      recordEvent(tx, own, { type: "team.created", targetId: "tem_1", details: { name: "Payments" } }),
    );
    for (const cursor of [{ olderThan: "evt_nope" }, { newerThan: "evt_nope" }]) {
      await expect(listEvents(ctx, cursor)).rejects.toMatchObject({ code: "invalid" });
    }
    expect((await listEvents(ctx, { olderThan: hidden })).rows).toEqual([]);
    // Whoever may not see the event learns nothing from its place either.
    const owner = contextAs("owner", { id: "per_2", teamId: "tem_2" });
    await expect(listEvents(owner, { olderThan: hidden })).rejects.toMatchObject({ code: "invalid" });
  });

  it("looks up twenty names and no more, and says so once", async () => {
    const { problems } = await readSearch(ctx, "agent:nobody ".repeat(400));
    expect(problems).toHaveLength(21);
    expect(problems).toContainEqual({ message: expect.stringContaining("up to 20"), from: 260, to: 5_200 });
  });

  it.each(["\0", "-", "evt_;drop"])("a page from %j is refused as input, not as a failure", async (olderThan) => {
    await expect(listEvents(ctx, { olderThan })).rejects.toMatchObject({ code: "invalid" });
  });
});
