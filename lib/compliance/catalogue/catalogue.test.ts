import { describe, expect, it } from "vitest";
import { EVIDENCE_QUERIES, QUERY_IDS } from "../queries";
import { allControls, catalogue, readCatalogue, readFramework } from "./read-catalogue";

const REQUIRED = [
  ["soc2", ["CC6.1", "CC6.3", "CC7.2", "CC7.3"]],
  ["iso27001", ["A.5.15", "A.5.18", "A.5.28"]],
  ["nist-csf", ["PR.AA-05", "RS.MA-01"]],
  ["nist-800-53", ["AU-10"]],
  ["pci-dss", ["7.2.2", "7.2.5", "7.2.5.1"]],
  ["eu-ai-act", ["Art.12", "Art.14", "Art.26"]],
  ["dora", ["Art.28"]],
  ["iso42001", ["A.6.2.8"]],
  ["owasp-agentic", Array.from({ length: 10 }, (_, index) => `ASI${String(index + 1).padStart(2, "0")}`)],
  ["owasp-nhi", Array.from({ length: 10 }, (_, index) => `NHI${index + 1}`)],
] as const;

const FILE = `
id: made-up
order: 99
name: Made up
edition: First edition
publisher: Nobody
source: https://example.test/
about: A framework that stands in no book, to try what the reader of files refuses.
controls:
  - id: X.1
    title: Something to hold
    asks: Something must be so, and somebody must be able to show that it is so.
    evidence: [{ query: agents-owned, proves: shows }]
    notCovered: Everything that nobody thought of.
    takeHome: { kinds: [agent], days: 90 }
`;
const changed = (from: string, to: string) => {
  expect(FILE).toContain(from);
  return () => readFramework("made-up.yaml", FILE.replace(from, to));
};

describe("D3 the catalogue of controls", () => {
  it.each(REQUIRED)("has the controls of %s", (id, wanted) => {
    const framework = catalogue().find((one) => one.id === id);
    expect(framework?.controls.map((control) => control.id)).toEqual(expect.arrayContaining([...wanted]));
  });

  it("rests on every query of the fixed set, and on no other", () => {
    const used = new Set(allControls().flatMap(({ evidence }) => evidence.map(({ query }) => query)));
    expect([...used].sort()).toEqual([...QUERY_IDS].sort());
  });

  it("says of each control what it does not cover, and of one without evidence that nothing answers it", () => {
    const unanswered = allControls().filter(({ evidence }) => evidence.length === 0);
    expect(unanswered.map(({ id }) => id)).toEqual(["owasp-agentic/ASI06", "owasp-nhi/NHI6"]);
  });

  it("claims nowhere that anybody is certified, compliant or conforms", () => {
    const said = allControls().flatMap(({ title, asks, notCovered }) => [title, asks, notCovered]);
    const asked = Object.values(EVIDENCE_QUERIES).flatMap(({ title, asks }) => [title, asks]);
    for (const text of [...said, ...asked]) {
      expect(text).not.toMatch(/\b(compliant|conforms to|certified (?:by|against|under)|is certified)\b/i);
    }
  });
});

describe("D3 a file of the catalogue is refused", () => {
  it("not as it stands", () => {
    expect(readFramework("made-up.yaml", FILE).controls).toHaveLength(1);
  });
  it.each([
    ["for an unknown query", "agents-owned", "agents-happy"],
    ["for an unknown proof", "proves: shows", "proves: certifies"],
    ["for an unknown kind of event", "kinds: [agent]", "kinds: [agent.exploded]"],
    ["without what it does not cover", "    notCovered: Everything that nobody thought of.\n", ""],
    ["without what it asks", "Something must be so, and somebody must be able to show that it is so.", "Be good."],
    ["for a word that nobody knows", "order: 99", "order: 99\ncertified: true"],
    ["for a query named twice", "proves: shows }", "proves: shows }, { query: agents-owned, proves: supports }"],
    ["for an address that is not secure", "https://example.test/", "http://example.test/"],
    ["under another name than its own", "id: made-up", "id: other"],
  ])("%s", (_why, from, to) => {
    expect(changed(from, to)).toThrow();
  });
  it("for a control that is there twice", () => {
    const [head, control] = FILE.split("controls:\n");
    expect(() => readFramework("made-up.yaml", `${head}controls:\n${control}${control}`)).toThrow(/twice/);
  });
  it("when the folder is not there", () => {
    expect(() => readCatalogue("/nowhere")).toThrow();
  });
});
