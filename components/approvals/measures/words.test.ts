import { describe, expect, it } from "vitest";
import { countText, durationText, shareText } from "./words";

describe("A9 figures in words", () => {
  it.each([
    [null, "–"],
    [0.85, "850 ms"],
    [6.44, "6.4 s"],
    [59.6, "60 s"],
    [99.9, "100 s"],
    [100, "2 min"],
    [5_939, "99 min"],
    [5_940, "1.6 h"],
    [200_000, "2 days"],
  ])("say %s seconds as %s", (seconds, text) => expect(durationText(seconds)).toBe(text));

  it.each([
    [null, "–"],
    [0, "0 %"],
    [1, "100 %"],
    [0.99999, "99.9 %"],
    [0.0000001, "0.1 %"],
    [0.5, "50.0 %"],
  ])("say a share of %s as %s", (share, text) => expect(shareText(share)).toBe(text));

  it("count one and many", () => {
    expect([countText(1, "vote"), countText(1_200, "vote")]).toEqual(["1 vote", "1,200 votes"]);
  });
});
