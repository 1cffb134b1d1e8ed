import type { DrawnEdge, DrawnNode } from "./reach-map";

/** A node as the domain places it: what it leads to, not where that is. */
interface PlacedNode extends Omit<DrawnNode, "group" | "href"> {
  link:
    | { to: "agent" | "server" | "resource" | "class"; id: string; more?: string }
    | { to: "group"; id: string }
    | null;
}

export interface Picture {
  nodes: readonly PlacedNode[];
  edges: readonly DrawnEdge[];
  height: number;
}

/** The nodes with their addresses; a group's is the present page with it opened or closed. */
export function drawnNodes(
  picture: Picture,
  open: readonly string[],
  pageWith: (open: readonly string[]) => string,
): DrawnNode[] {
  return picture.nodes.map(({ link, ...node }) => ({
    ...node,
    group: link?.to === "group",
    href: hrefOf(link, open, pageWith),
  }));
}

function hrefOf(
  link: PlacedNode["link"],
  open: readonly string[],
  pageWith: (open: readonly string[]) => string,
): string | null {
  if (!link) return null;
  if (link.to === "agent") return `/agents/${link.id}`;
  if (link.to === "resource") return `/resources/${link.id}`;
  if (link.to === "class") return `/reach/data/${link.id}`;
  if (link.to === "server") return serverHref(link.id, link.more ?? "");
  return pageWith(open.includes(link.id) ? open.filter((one) => one !== link.id) : [...open, link.id]);
}

export function serverHref(name: string, address: string): string {
  return `/reach?${new URLSearchParams({ server: name, address })}`;
}

export function credentialHref(name: string): string {
  return `/reach?${new URLSearchParams({ credential: name })}`;
}
