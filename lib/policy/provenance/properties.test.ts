import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Asked, originOf, trace } from "@/lib/testing/provenance";
import type { Json } from "../decide/types";
import { ORIGINS, type Origin } from "../terms";

describe("A10 what always holds", () => {
  const word = fc.stringMatching(/^[a-z]{3,9}$/);
  const address = fc.tuple(word, word).map(([who, where]) => `${who}@${where}.example`);
  const account = fc.stringMatching(/^[A-Z]{2}\d{14,18}$/);
  const text = fc.oneof(fc.string({ maxLength: 200 }), fc.lorem(), fc.string({ unit: "grapheme", maxLength: 80 }));

  it("a value that stands in the request is stated", () => {
    fc.assert(
      fc.property(fc.oneof(address, account), word, word, (value, before, after) => {
        const request = `Send ${before} a message to ${value} and ${after}.`;
        expect(originOf({ tool: "send_message", given: { to: value }, request }, "to")).toBe("stated");
      }),
    );
  });

  it("running text never makes an address better", () => {
    const rank = (origin: Origin | undefined) => ORIGINS.indexOf(origin ?? "nowhere");
    const good = ORIGINS.indexOf("derived");
    fc.assert(
      fc.property(fc.oneof(address, account), text, text, fc.boolean(), (value, before, after, asked) => {
        const request = asked ? "Send the news to Ada." : "What is new?";
        const ask = { tool: "send_message", given: { to: value }, request };
        const page = `It is said: ${before} ${value} ${after}`;
        const read = originOf({ ...ask, earlier: [["fetch_page", { url: "news.example" }, page]] }, "to");
        expect(rank(read)).toBeGreaterThan(good);
      }),
    );
  });

  it("the same call has the same provenance, whatever it says", () => {
    const json = fc.dictionary(
      word,
      fc.oneof(
        text,
        fc.double({ noNaN: true }),
        fc.array(text, { maxLength: 3 }),
        fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
      ),
    );
    fc.assert(
      fc.property(json, text, text, (given, request, result) => {
        const asked: Asked = {
          tool: "transfer_money",
          given: given as { [key: string]: Json },
          request,
          earlier: [["search_messages", { query: "x" }, result]],
        };
        expect(trace(asked)).toEqual(trace(asked));
      }),
      { numRuns: 60 },
    );
  });
});
