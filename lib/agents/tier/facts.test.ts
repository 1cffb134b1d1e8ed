import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classify, type RiskFacts } from "@/lib/risk";
import { AUTONOMIES, DATA_CLASSES, ENVIRONMENTS, EXPOSURES, PRIVILEGE_CLASSES } from "../terms";
import { leversOf } from "./levers";
import { factsOf, rank } from "./rules";

describe("K1 the facts of an agent and what surrounds it", () => {
  const stated = fc.record({
    privileges: fc.subarray([...PRIVILEGE_CLASSES]),
    dataRead: fc.subarray([...DATA_CLASSES]),
    dataWritten: fc.subarray([...DATA_CLASSES]),
    environment: fc.constantFrom(...ENVIRONMENTS),
    autonomy: fc.option(fc.constantFrom(...AUTONOMIES)),
    exposure: fc.option(fc.constantFrom(...EXPOSURES)),
    systems: fc.uniqueArray(fc.constantFrom("SAP", "Outlook", "ledger", "crm")),
  });
  const tools = [
    { server: "mail", name: "send_letter", hash: "1", capabilities: ["communicate"] as const },
    { server: "bank", name: "send_money", hash: "2", capabilities: ["pay", "write"] as const },
    { server: "files", name: "read_file", hash: "3", capabilities: ["read"] as const },
  ];
  const resources = [
    { name: "Ledger", dataClasses: ["payment"] as const, written: true, records: 90_000, people: 0, money: 500_000 },
    { name: "Letters", dataClasses: ["personal"] as const, written: false, records: 4_000, people: 900, money: 0 },
  ];

  it("give the same sum in any order", () => {
    fc.assert(
      fc.property(
        stated,
        fc.shuffledSubarray(tools, { minLength: 3 }),
        fc.shuffledSubarray(resources, { minLength: 2 }),
        (facts, someTools, someResources) => {
          const reversed = {
            ...facts,
            systems: [...facts.systems].reverse(),
            dataRead: [...facts.dataRead].reverse(),
            privileges: [...facts.privileges].reverse(),
          };
          const one = classify(factsOf(facts, { tools, resources }));
          const other = classify(factsOf(reversed, { tools: someTools, resources: someResources }));
          expect(other).toEqual(one);
        },
      ),
    );
  });

  it("never rate less for one tool or resource more", () => {
    fc.assert(
      fc.property(stated, fc.subarray(tools), fc.subarray(resources), (facts, someTools, someResources) => {
        const some = classify(factsOf(facts, { tools: someTools, resources: someResources }));
        const all = classify(factsOf(facts, { tools, resources }));
        expect(all.score).toBeGreaterThanOrEqual(some.score);
        expect(rank(all.tier)).toBeGreaterThanOrEqual(rank(some.tier));
      }),
    );
  });

  it("count what tools reach: classes read and written, a system once by whatever case, and the sums", () => {
    const facts = factsOf(
      {
        privileges: [],
        dataRead: [],
        dataWritten: [],
        environment: "production",
        autonomy: null,
        exposure: null,
        systems: ["ledger"],
      },
      { tools: [], resources },
    );
    expect(facts).toMatchObject({
      dataRead: ["payment", "personal"],
      dataWritten: ["payment"],
      reach: { systems: 2, records: 94_000, people: 900, money: 500_000 },
    });
  });
});

describe("K1 what would change a tier", () => {
  const paying: RiskFacts = {
    tools: [],
    privileges: ["payment"],
    dataRead: ["internal"],
    dataWritten: [],
    environment: "production",
    autonomy: "suggests",
    exposure: "internal",
    reach: {},
  };
  it("names the one answer that lifts a floor, with what it takes", () => {
    expect(leversOf(paying, classify)).toContainEqual({
      what: "Without the privilege “Payment”",
      tier: "low",
      points: -16,
    });
  });
  it("shows stating what is not stated as a way down", () => {
    const open = leversOf({ ...paying, privileges: [], exposure: null }, classify);
    expect(open.map(({ what }) => what)).toContain("Who can reach it: internal only");
  });
  it("names only answers that change the tier, ways down first", () => {
    const levers = leversOf({ ...paying, privileges: [] }, classify);
    expect(levers.length).toBeGreaterThan(0);
    for (const lever of levers) expect(rank(lever.tier)).toBeGreaterThan(0);
  });
});
