import type { MapEdge, MapNode } from "./map";
import { MAP_SIZES } from "./terms";

interface PlacedNode extends MapNode {
  /** Left edge in hundredths of the width; top edge in pixels. */
  x: number;
  y: number;
}

interface PlacedEdge extends MapEdge {
  /** From the right edge of one node to the left edge of the other, in the same units. */
  path: string;
}

export interface Layout {
  nodes: PlacedNode[];
  edges: PlacedEdge[];
  height: number;
}

/**
 * Places nodes in columns in the order they are given, which says what matters most. A low picture is centred, so that edges run
 * level; in a high one every column begins at the top, where the reader is.
 */
export function layoutOf(nodes: readonly MapNode[], edges: readonly MapEdge[], columns: number): Layout {
  const ofColumn = Map.groupBy(nodes, (node) => node.column);
  const heightOf = (count: number) => count * MAP_SIZES.node + Math.max(0, count - 1) * MAP_SIZES.gap;
  const height = Math.max(MAP_SIZES.node, ...[...ofColumn.values()].map((column) => heightOf(column.length)));
  const step = (100 - MAP_SIZES.width) / Math.max(1, columns - 1);
  const placed = [...ofColumn].flatMap(([column, members]) => {
    const top = height <= MAP_SIZES.low ? (height - heightOf(members.length)) / 2 : 0;
    return members.map((node, at) => ({ ...node, x: column * step, y: top + at * (MAP_SIZES.node + MAP_SIZES.gap) }));
  });
  const known = new Map(placed.map((node) => [node.id, node]));
  const drawn = edges.flatMap((edge) => {
    const [from, to] = [known.get(edge.from), known.get(edge.to)];
    return from && to ? [{ ...edge, path: curve(from, to) }] : [];
  });
  return { nodes: placed, edges: drawn, height };
}

function curve(from: PlacedNode, to: PlacedNode): string {
  const [x1, y1] = [from.x + MAP_SIZES.width, from.y + MAP_SIZES.node / 2];
  const [x2, y2] = [to.x, to.y + MAP_SIZES.node / 2];
  const middle = round((x1 + x2) / 2);
  return `M${round(x1)} ${round(y1)}C${middle} ${round(y1)} ${middle} ${round(y2)} ${round(x2)} ${round(y2)}`;
}

const round = (value: number) => Math.round(value * 100) / 100;
