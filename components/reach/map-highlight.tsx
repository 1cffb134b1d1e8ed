"use client";

import { type FocusEvent, type PointerEvent, type ReactNode, useRef } from "react";

/**
 * Lights the paths through the node that is pointed at or focused: what leads there and what it leads to. Works on the drawn
 * picture alone, so that nothing of the graph itself travels to the browser.
 */
export function MapHighlight({ children, className }: { children: ReactNode; className: string }) {
  const root = useRef<HTMLDivElement>(null);

  function light(target: EventTarget | null): void {
    const node = target instanceof Element ? target.closest<HTMLElement>("[data-node]")?.dataset.node : undefined;
    const picture = root.current;
    if (!picture) return;
    if (!node) {
      delete picture.dataset.lighting;
      return;
    }
    const edges = [...picture.querySelectorAll<SVGPathElement>("path[data-from]")];
    const lit = new Set([...follow(edges, node, "from", "to"), ...follow(edges, node, "to", "from")]);
    picture.dataset.lighting = "";
    for (const edge of edges) {
      const { from = "", to = "" } = edge.dataset;
      edge.toggleAttribute("data-lit", lit.has(from) && lit.has(to));
    }
    for (const box of picture.querySelectorAll<HTMLElement>("[data-node]")) {
      box.toggleAttribute("data-lit", lit.has(box.dataset.node ?? ""));
    }
  }

  // Pointing only shows what the table says as well: the links inside are what can be used.
  const watching = {
    onPointerOver: (event: PointerEvent) => light(event.target),
    onPointerLeave: () => light(document.activeElement),
    onFocus: (event: FocusEvent) => light(event.target),
    onBlur: () => light(null),
  };
  return (
    <div ref={root} className={className} {...watching}>
      {children}
    </div>
  );
}

/** The nodes that are reached from `start` along the edges, read in one direction. */
function follow(edges: readonly SVGPathElement[], start: string, near: "from" | "to", far: "from" | "to"): Set<string> {
  const reached = new Set([start]);
  let grew = true;
  while (grew) {
    grew = false;
    for (const { dataset } of edges) {
      const [here = "", there = ""] = [dataset[near], dataset[far]];
      if (!reached.has(here) || reached.has(there)) continue;
      reached.add(there);
      grew = true;
    }
  }
  return reached;
}
