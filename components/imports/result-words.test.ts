import { describe, expect, it } from "vitest";
import { countsText, recordsOf, writes } from "./result-words";
import { sizeText } from "./upload";

describe("V3 import dry run", () => {
  it("counts what confirming writes, and says only what is not zero", () => {
    const counts = { new: 471, changed: 2, duplicate: 0, rejected: 1204 };
    expect(writes(counts)).toBe(473);
    expect(recordsOf(counts)).toBe(1677);
    expect(countsText(counts)).toBe("471 new, 2 changed, 1,204 rejected");
    expect(countsText({ new: 0, changed: 0, duplicate: 0, rejected: 0 })).toBe("no records");
  });

  it("shows sizes as people compare them", () => {
    expect([sizeText(0), sizeText(1023), sizeText(20 * 1024), sizeText(50 * 1024 * 1024)]).toEqual([
      "0 bytes",
      "1023 bytes",
      "20 kB",
      "50.0 MB",
    ]);
  });
});
