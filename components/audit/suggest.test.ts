import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type SearchKey, suggestionsFor, tokenAt } from "./suggest";

const KEYS: SearchKey[] = [
  { key: "agent", told: "an agent", example: "agent:agt_1", values: [{ value: "agt_1", label: "Invoice matcher" }] },
  {
    key: "kind",
    told: "what happened",
    example: "kind:approval",
    values: [
      { value: "approval", label: "Approval" },
      { value: "approval.approved", label: "Approval approved" },
      { value: "campaign.voted", label: "Campaign voted" },
    ],
  },
  { key: "tool", told: "a tool", example: "tool:a/b", values: [{ value: "mail/send now", label: "mail/send now" }] },
];

const texts = (text: string, caret = text.length) => suggestionsFor(text, caret, KEYS).map((one) => one.text);

describe("L4 the search box offers keys, values and kinds while somebody types", () => {
  test("every key for an empty box, and those that begin as typed", () => {
    expect(texts("")).toEqual(["agent:", "kind:", "tool:"]);
    expect(texts("a")).toEqual(["agent:"]);
    const many = Array.from({ length: 12 }, (_, at) => ({ key: `key${at}`, told: "", example: "", values: [] }));
    expect(suggestionsFor("", 0, many)).toHaveLength(12);
    expect(texts("-k")).toEqual(["-kind:"]);
  });

  test("values behind the colon, by id or by name, what begins so first", () => {
    expect(texts("agent:inv")).toEqual(["agent:agt_1 "]);
    expect(texts("kind:app")).toEqual(["kind:approval ", "kind:approval.approved "]);
    expect(texts("kind:vot")).toEqual(["kind:campaign.voted "]);
    expect(texts("-kind:campaign.v")).toEqual(["-kind:campaign.voted "]);
  });

  test("a value with a space is quoted", () => {
    expect(texts("tool:mail")).toEqual(['tool:"mail/send now" ']);
    expect(texts('tool:"mail/send n')).toEqual(['tool:"mail/send now" ']);
  });

  test("kinds for a plain word, and nothing within a phrase or for an unknown key", () => {
    expect(texts("voted")).toEqual(["kind:campaign.voted "]);
    expect(texts('"voted')).toEqual([]);
    expect(texts("colour:red")).toEqual([]);
  });

  test("what is replaced is the part in which the caret stands, and only that", () => {
    const text = 'agent:inv "a phrase" kind:app';
    const [first] = suggestionsFor(text, 9, KEYS);
    expect(first).toMatchObject({ from: 0, to: 9, text: "agent:agt_1 " });
    const [last] = suggestionsFor(text, text.length, KEYS);
    expect(last).toMatchObject({ from: 21, to: text.length });
  });

  test("any text and caret: the part lies in the text and holds the caret", () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), (text, at) => {
        const caret = at % (text.length + 1);
        const { from, to, text: part } = tokenAt(text, caret);
        expect(text.slice(from, to)).toBe(part);
        expect(from <= caret && caret <= to).toBe(true);
      }),
    );
  });
});
