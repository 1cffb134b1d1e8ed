import { describe, expect, it } from "vitest";
import { isId, newId } from "./ids";

describe("V1 ids", () => {
  it("sort by time, and within one instant in the order they were made", () => {
    const now = new Date("2026-11-20T09:00:00Z");
    const ids = Array.from({ length: 1000 }, () => newId("evt", now));
    expect(ids.toSorted()).toEqual(ids);
    expect(new Set(ids).size).toBe(1000);
    expect(newId("evt", new Date(now.getTime() + 1)) > (ids.at(-1) ?? "")).toBe(true);
  });

  it("say what they name, and nothing else passes for one", () => {
    const id = newId("agt");
    expect([isId("agt", id), isId("per", id), isId("agt", `${id}x`), isId("agt", id.toUpperCase())]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});
