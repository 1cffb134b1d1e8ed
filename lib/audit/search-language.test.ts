import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AuditSearchInput, auditSearchSchema, EVENT_TYPES, OUTCOMES, RESOURCES, SEVERITIES } from "./search";
import { formatSearch, parseSearch, termsOf } from "./search-language";

const some = <T>(values: fc.Arbitrary<T>, most = 4) => fc.uniqueArray(values, { maxLength: most });
const idOf = (prefix: string) => fc.stringMatching(/^[0-9a-hjkmnp-tv-z]{1,26}$/).map((rest) => `${prefix}_${rest}`);
const written = fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 }).filter((text) => !text.includes("\0"));
const facets = {
  kind: some(fc.constantFrom(...EVENT_TYPES, ...RESOURCES)),
  severity: some(fc.constantFrom(...SEVERITIES)),
  outcome: some(fc.constantFrom(...OUTCOMES)),
  actorId: some(fc.oneof(idOf("per"), idOf("agt"), fc.constantFrom("worker", "command-line"))),
  agentId: some(idOf("agt")),
  tool: some(written),
  policy: some(idOf("pol")),
  personId: some(idOf("per")),
};
const day = fc.date({ min: new Date("2020-01-01"), max: new Date("2030-01-01"), noInvalidDate: true });
const searches = fc.record({
  ...facets,
  not: fc.record(facets),
  text: fc.string({ unit: "grapheme", maxLength: 60 }).filter((text) => !text.includes("\0")),
  targetId: fc.option(idOf("apr")),
  correlationId: fc.option(idOf("req")),
  from: fc.option(day.map((date) => date.toISOString().slice(0, 10))),
  to: fc.option(day.map((date) => date.toISOString())),
});

/** A text says its terms and nothing else: how they were written down does not matter. */
const meant = (search: AuditSearchInput) => ({ ...auditSearchSchema.parse(search), text: termsOf(search.text ?? "") });

describe("L4 the language of the timeline's search", () => {
  it("reads every search that it writes as the same search", () => {
    fc.assert(
      fc.property(searches, (search) => {
        const { search: read, names, problems } = parseSearch(formatSearch(search));
        expect({ names, problems }).toEqual({ names: [], problems: [] });
        expect(meant(read)).toEqual(meant(search));
      }),
    );
  });

  it("never fails on any text, and places every problem within it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        const { search, problems } = parseSearch(text);
        for (const { from, to } of problems) expect(from <= to && to <= Math.max(text.length, 1)).toBe(true);
        expect(parseSearch(formatSearch(search)).problems).toEqual([]);
      }),
    );
  });

  it.each([
    ["10,000 kinds that there are not", "kind:nothing ".repeat(10_000)],
    ["3,000 kinds that there are not", "kind:approvals ".repeat(3_000)],
    ["10,000 keys that there are not", Array.from({ length: 10_000 }, (_, at) => `k${"x".repeat(at % 9)}:1`).join(" ")],
    ["3,000 names", Array.from({ length: 3_000 }, (_, at) => `agent:"n ${at}"`).join(" ")],
    ["4,000 ids", Array.from({ length: 4_000 }, (_, at) => `agent:agt_${at}`).join(" ")],
    ["10,000 words", "a ".repeat(10_000)],
    ["quotation marks in each other", '"\\"'.repeat(10_000)],
    ["quotation marks alone", '"'.repeat(20_000)],
    ["a quotation mark that never ends", `kind:"${"\\".repeat(40_000)}`],
    ["a kind of 40,000 characters", `kind:${"ap".repeat(20_000)}`],
    ["a day of 40,000 characters", `after:${"2026-11-".repeat(5_000)}`],
    ["a key of 40,000 characters", `${"k".repeat(40_000)}:x`],
    ["a million characters", "agent:x ".repeat(125_000)],
  ])("reads so much of a search and no more, and says so briefly: %s", (_, text) => {
    const { search, names, problems } = parseSearch(text);
    expect(problems.length).toBeGreaterThan(0);
    expect(problems.length).toBeLessThanOrEqual(21);
    expect(problems.map(({ message }) => message).join().length).toBeLessThan(10_000);
    expect(names.length).toBeLessThanOrEqual(500);
    expect(JSON.stringify(auditSearchSchema.parse(search)).length).toBeLessThan(2_000);
    for (const { from, to } of problems) expect(0 <= from && from < to && to <= text.length).toBe(true);
  });

  it("reads the longest search that there can be", () => {
    const ids = (prefix: string) => Array.from({ length: 20 }, (_, at) => `${prefix}_${"0".repeat(24)}${at}`);
    const full = {
      kind: EVENT_TYPES.slice(0, 60),
      severity: [...SEVERITIES],
      outcome: [...OUTCOMES],
      actorId: ids("per"),
      agentId: ids("agt"),
      tool: ids("").map((id) => `${'"'.repeat(270)}${id}`),
      policy: ids("pol"),
      personId: ids("per"),
    };
    const search = { ...full, not: full, text: "a ".repeat(100), targetId: "apr_1", correlationId: "x".repeat(128) };
    const { search: read, problems } = parseSearch(formatSearch(search));
    expect(problems).toEqual([]);
    expect(meant(read)).toEqual(meant(search));
  });

  it("reads keys, leaves out with a minus, and takes the rest as words", () => {
    const text =
      'agent:agt_1 agent:agt_2 -kind:decision outcome:refused tool:"payments/refund" after:2026-11-01 refund "last  year"';
    expect(parseSearch(text)).toEqual({
      search: {
        agentId: ["agt_1", "agt_2"],
        not: { kind: ["decision"] },
        outcome: ["refused"],
        tool: ["payments/refund"],
        from: "2026-11-01",
        text: 'refund "last  year"',
      },
      names: [],
      problems: [],
    });
  });

  it("keeps names for the look-up, with their place", () => {
    expect(parseSearch('-agent:"Invoice matcher" by:Marta').names).toEqual([
      { field: "agentId", not: true, name: "Invoice matcher", from: 0, to: 24 },
      { field: "actorId", not: false, name: "Marta", from: 25, to: 33 },
    ]);
  });

  it.each([
    ["kind:approval.aproved", /Perhaps approval\.ap/],
    ["outcome:maybe", /outcome “maybe”: it is one of done, refused, failed/],
    ["outcome:refusd", /perhaps refused: it is one of done, refused, failed/],
    ["agnt:Marta", /Perhaps agent:\?.*quotation marks/],
    ["colour:red", /There is no “colour:”.*quotation marks/],
    ["after:yesterday", /2026-11-30/],
    ["-correlation:req_1", /cannot be left out/],
    ["before:2026-11-01 before:2026-11-02", /twice/],
    ["agent:", /Say which agent/],
    ["-refund", /-kind:decision\.made/],
    ['refund "last', /Close the quotation mark/],
    ["correlation:?", /is no id/],
    ["x".repeat(201), /200 characters/],
    [Array.from({ length: 21 }, (_, at) => `agent:agt_${at}`).join(" "), /fewer values/],
  ])("%s is told what to write instead", (text, said) => {
    expect(parseSearch(text).problems).toEqual([expect.objectContaining({ message: expect.stringMatching(said) })]);
  });
});
