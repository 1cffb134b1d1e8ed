import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { EventView } from "@/lib/audit/search";
import { caughtUp, MOST_SHOWN, NO_TAIL, received } from "./tail-state";

const event = (number: number): EventView =>
  ({ id: `evt_${String(number).padStart(6, "0")}`, at: new Date(number * 1000).toISOString() }) as EventView;
const NOTHING = new Set<string>();
const ids = (events: readonly EventView[]) => events.map(({ id }) => id);

describe("L4 the live tail shows what happens, each event once, the latest first", () => {
  test("what the list below already shows is not told again", () => {
    const state = received(NO_TAIL, [event(1), event(2)], { known: new Set([event(1).id]), hold: false });
    expect(ids(state.shown)).toEqual([event(2).id]);
  });

  test("while the reader is further down, what comes waits, and is shown when asked for", () => {
    const held = received(NO_TAIL, [event(1), event(2)], { known: NOTHING, hold: true });
    expect(held).toMatchObject({ shown: [], waiting: [event(2), event(1)] });
    expect(ids(caughtUp(held).shown)).toEqual([event(2).id, event(1).id]);
    expect(caughtUp(held).waiting).toEqual([]);
  });

  test("what waited goes in with the next that comes when the reader is back at the top", () => {
    const held = received(NO_TAIL, [event(1)], { known: NOTHING, hold: true });
    expect(ids(received(held, [event(2)], { known: NOTHING, hold: false }).shown)).toEqual([event(2).id, event(1).id]);
  });

  test("a page that stays open for days stays light, and says that older ones were let go", () => {
    const many = Array.from({ length: MOST_SHOWN + 1 }, (_, number) => event(number));
    const state = received(NO_TAIL, many, { known: NOTHING, hold: false });
    expect(state.shown).toHaveLength(MOST_SHOWN);
    expect(state).toMatchObject({ cut: true });
    expect(state.shown[0]?.id).toBe(event(MOST_SHOWN).id);
  });

  test("in whatever order and however often they come, each stands once and in order", () => {
    const arrivals = fc.array(fc.tuple(fc.array(fc.nat(50), { maxLength: 8 }), fc.boolean()), { maxLength: 12 });
    fc.assert(
      fc.property(arrivals, (batches) => {
        const end = caughtUp(
          batches.reduce(
            (state, [numbers, hold]) => received(state, numbers.map(event), { known: NOTHING, hold }),
            NO_TAIL,
          ),
        );
        const expected = [...new Set(batches.flatMap(([numbers]) => numbers))].sort((a, b) => b - a);
        expect(ids(end.shown)).toEqual(expected.map((number) => event(number).id));
      }),
    );
  });
});
