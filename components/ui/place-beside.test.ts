import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { positionBeside } from "./place-beside";

const WINDOW = { width: 1000, height: 600 };
const SIZE = { width: 100, height: 24 };

describe("where a tooltip stands", () => {
  it.each([
    ["top", { left: 500, top: 300, width: 40, height: 32 }, { left: 470, top: 270 }],
    ["bottom", { left: 500, top: 300, width: 40, height: 32 }, { left: 470, top: 338 }],
    ["right", { left: 500, top: 300, width: 40, height: 32 }, { left: 546, top: 304 }],
    ["left", { left: 500, top: 300, width: 40, height: 32 }, { left: 394, top: 304 }],
  ] as const)("%s of its button, in its middle", (side, anchor, expected) => {
    expect(positionBeside(SIZE, { anchor, side, window: WINDOW })).toEqual(expected);
  });

  it("turns to the other side where there is no room", () => {
    const anchor = { left: 500, top: 4, width: 40, height: 32 };
    expect(positionBeside(SIZE, { anchor, side: "top", window: WINDOW }).top).toBe(42);
  });

  it("never leaves the window, wherever its button stands", () => {
    const within = (most: number) => fc.integer({ min: -200, max: most + 200 });
    const box = fc.record({
      left: within(WINDOW.width),
      top: within(WINDOW.height),
      width: fc.nat(400),
      height: fc.nat(80),
    });
    fc.assert(
      fc.property(box, fc.constantFrom("top", "right", "bottom", "left"), (anchor, side) => {
        const { left, top } = positionBeside(SIZE, { anchor, side, window: WINDOW });
        expect(left).toBeGreaterThanOrEqual(8);
        expect(top).toBeGreaterThanOrEqual(8);
        expect(left + SIZE.width).toBeLessThanOrEqual(WINDOW.width - 8);
        expect(top + SIZE.height).toBeLessThanOrEqual(WINDOW.height - 8);
      }),
    );
  });
});
