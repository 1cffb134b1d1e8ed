import { describe, expect, it } from "vitest";
import { BLANK, changesOf, createInputOf, draftFrom } from "./form-values";

describe("V1 registration form", () => {
  it("sends only the fields that differ", () => {
    expect(changesOf(BLANK, { ...BLANK, purpose: "Matches invoices", systems: ["erp"] })).toEqual({
      purpose: "Matches invoices",
      systems: ["erp"],
    });
    expect(changesOf(BLANK, { ...BLANK, systems: [] })).toEqual({});
  });

  it("names people by id and never by their label", () => {
    const input = createInputOf({ ...BLANK, name: "A", owner: { value: "per_1", label: "Marta Nowak" } });
    expect(input.ownerId).toBe("per_1");
    expect("sponsorId" in input).toBe(false);
    expect(JSON.stringify(input)).not.toContain("Marta");
  });

  it("takes back a draft it wrote, and nothing else", () => {
    const draft = { ...BLANK, name: "Invoice matcher" };
    expect(draftFrom(JSON.stringify(draft))).toEqual(draft);
    for (const text of [null, "", "{", "null", "3", "{}", JSON.stringify({ ...draft, systems: "erp" })]) {
      expect(draftFrom(text)).toBeNull();
    }
  });
});
