import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ITEM_STATES, USUAL_STAGES } from "../terms";
import { type Counted, cellsOf, seatView, stageLabel } from "./rules";

const decision = fc.constantFrom("keep", "revoke", "reduce", "transfer", "suspend", "");
const counted = fc.array(
  fc.record({
    key: fc.constantFrom("1", "2", "3"),
    state: fc.constantFrom(...ITEM_STATES),
    decision,
    items: fc.integer({ min: 0, max: 1_000_000 }),
  }) as fc.Arbitrary<Counted>,
);

describe("C1 progress: cells are sums of counters", () => {
  it("every cell's states sum to its total, and its decisions to what is decided", () => {
    fc.assert(
      fc.property(counted, (rows) => {
        for (const cell of cellsOf(rows, ["1", "2", "3"], String)) {
          const mine = rows.filter(({ key }) => key === cell.key);
          const sum = (some: readonly Counted[]) => some.reduce((all, { items }) => all + items, 0);
          expect(cell.total).toBe(sum(mine));
          expect(Object.values(cell.states).reduce((all, items) => all + items, 0)).toBe(cell.total);
          const decided = Object.values(cell.decisions).reduce((all, items) => all + items, 0);
          expect(decided).toBe(sum(mine.filter((row) => row.decision !== "")));
        }
      }),
    );
  });

  it("keeps the order of its keys, shows one without an item, and leaves out what was not asked for", () => {
    const cells = cellsOf([{ key: "9", state: "pending", decision: "", items: 3 }], ["2", "1"], (key) => `K${key}`);
    expect(cells.map(({ label, total }) => [label, total])).toEqual([
      ["K2", 0],
      ["K1", 0],
    ]);
  });
});

describe("C1 progress: names of seats and stages", () => {
  it.each([
    ["", "Nobody"],
    ["compliance", "Compliance"],
    ["group:payment", "Reviewers: Payments"],
    ["per_olga", "Olga"],
  ])("%s", (seat, label) => {
    const person = seat.startsWith("per_") ? { id: seat, name: "Olga", active: true } : null;
    expect(seatView(seat, person).label).toBe(label);
  });

  it("names a stage by whom it asks", () => {
    expect(stageLabel(USUAL_STAGES, 2)).toBe("2. Reviewer group");
    expect(stageLabel(USUAL_STAGES, 7)).toBe("Stage 7");
  });
});
