export type Side = "top" | "right" | "bottom" | "left";

/** Pixels between the two, and between the placed one and the edge of the window. */
const GAP = 6;
const EDGE = 8;
const OPPOSITE = { top: "bottom", bottom: "top", left: "right", right: "left" } as const satisfies Record<Side, Side>;

interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Where a box of this size stands at that side of `anchor`: on the other side where there is no room, and never outside the window. */
export function positionBeside(
  size: Pick<Box, "width" | "height">,
  { anchor, side, window }: { anchor: Box; side: Side; window: Pick<Box, "width" | "height"> },
): { left: number; top: number } {
  const at = (chosen: Side) => ({
    left:
      chosen === "left"
        ? anchor.left - size.width - GAP
        : chosen === "right"
          ? anchor.left + anchor.width + GAP
          : anchor.left + (anchor.width - size.width) / 2,
    top:
      chosen === "top"
        ? anchor.top - size.height - GAP
        : chosen === "bottom"
          ? anchor.top + anchor.height + GAP
          : anchor.top + (anchor.height - size.height) / 2,
  });
  const fits = ({ left, top }: { left: number; top: number }) =>
    side === "left" || side === "right"
      ? left >= EDGE && left + size.width <= window.width - EDGE
      : top >= EDGE && top + size.height <= window.height - EDGE;
  const wanted = at(side);
  const other = at(OPPOSITE[side]);
  const { left, top } = fits(wanted) || !fits(other) ? wanted : other;
  return {
    left: Math.max(EDGE, Math.min(left, window.width - size.width - EDGE)),
    top: Math.max(EDGE, Math.min(top, window.height - size.height - EDGE)),
  };
}

/** Moves a fixed element beside another one. */
export function placeBeside(element: HTMLElement, anchor: Element, side: Side): void {
  const { width, height } = element.getBoundingClientRect();
  const { left, top } = positionBeside(
    { width, height },
    {
      anchor: anchor.getBoundingClientRect(),
      side,
      window: { width: document.documentElement.clientWidth, height: window.innerHeight },
    },
  );
  element.style.translate = `${Math.round(left)}px ${Math.round(top)}px`;
}
