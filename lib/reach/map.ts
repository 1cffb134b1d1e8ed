import type { Access } from "@/lib/agents/terms";
import { CAPABILITY_LABELS, DATA_CLASS_LABELS, type DataClass } from "@/lib/risk/terms";
import { blastOf, chiefCapability, stronger, topClassOf, weightOf } from "./rules";
import { BY_SENSITIVITY, REACH_LIMITS } from "./terms";
import type { Graph, GraphTool, Place, Way } from "./views";

export interface MapNode {
  id: string;
  /** 0 the agent … 4 the data classes. */
  column: number;
  label: string;
  note: string;
  /** What stands behind it: a page, or for a group the pictures with it opened or closed. */
  link:
    | { to: "agent" | "server" | "resource" | "class"; id: string; more?: string }
    | { to: "group"; id: string }
    | null;
  /** For a group whether it is drawn open. */
  open: boolean;
  written: boolean;
  now: boolean;
}

export interface MapEdge {
  from: string;
  to: string;
  access: Access;
  now: boolean;
}

export interface ReachMap {
  nodes: MapNode[];
  edges: MapEdge[];
  tools: number;
  places: number;
}

/** What people stated without naming a tool goes through these two. */
const STATED_SERVER = "stated";
const STATED_TOOL = "stated-tool";

/** Whether this tool acts now: accepted, and its agent active. */
function actsNow(graph: Graph, tool: GraphTool): boolean {
  return graph.agent.active && tool.state === "accepted";
}

/** Every way from the agent to a place. */
export function waysOf(graph: Graph): Way[] {
  const tools = new Map(graph.tools.map((tool) => [tool.id, tool]));
  const linked = graph.links.flatMap(({ toolId, place, access }) => {
    const tool = tools.get(toolId);
    return tool ? [{ place, access, now: actsNow(graph, tool) }] : [];
  });
  return [...linked, ...graph.stated.map(({ place, access }) => ({ place, access, now: graph.agent.active }))];
}

/**
 * The picture of an agent's reach (V9): few nodes, whatever the numbers. Tools stand alone, or grouped by what they can do, or by
 * their server; resources alone or by the most sensitive class there. The most dangerous stands on top. `open` names the groups
 * that are drawn with their members.
 */
export function mapOf(graph: Graph, open: ReadonlySet<string>): ReachMap {
  const drawing = new Drawing();
  const { agent } = graph;
  drawing.node({ id: "agent", column: 0, label: agent.name, note: "", link: { to: "agent", id: agent.id } });
  const toolNode = drawTools(drawing, graph, open);
  const placeNode = drawPlaces(drawing, graph, open);
  const tools = new Map(graph.tools.map((tool) => [tool.id, tool]));
  for (const { toolId, place, access } of graph.links) {
    const tool = tools.get(toolId);
    if (tool) drawing.edge(toolNode.get(toolId), placeNode.get(place), { access, now: actsNow(graph, tool) });
  }
  for (const { place, access } of graph.stated) {
    drawing.edge(STATED_TOOL, placeNode.get(place), { access, now: agent.active });
  }
  drawClasses(drawing, graph, placeNode);
  return { ...drawing.done(), tools: graph.tools.length, places: graph.places.length };
}

class Drawing {
  readonly #nodes = new Map<string, MapNode>();
  readonly #edges = new Map<string, MapEdge>();

  node(given: Pick<MapNode, "id" | "column" | "label" | "note" | "link"> & { open?: boolean }): void {
    if (!this.#nodes.has(given.id)) this.#nodes.set(given.id, { open: false, written: false, now: false, ...given });
  }

  /** Edges between the same two are one; it is as strong as the strongest. What it touches is reached as it is. */
  edge(from: string | undefined, to: string | undefined, { access, now }: { access: Access; now: boolean }): void {
    if (!from || !to) return;
    const key = `${from}\n${to}`;
    const known = this.#edges.get(key);
    this.#edges.set(key, {
      from,
      to,
      access: stronger(known?.access ?? null, access),
      now: now || known?.now === true,
    });
    const target = this.#nodes.get(to);
    if (target) {
      target.now ||= now;
      target.written ||= access === "write";
    }
  }

  /** Whether a node is reached now and for writing, as the edges into it say. */
  reached(id: string): { now: boolean; access: Access } {
    const node = this.#nodes.get(id);
    return { now: node?.now === true, access: node?.written ? "write" : "read" };
  }

  done(): { nodes: MapNode[]; edges: MapEdge[] } {
    return { nodes: [...this.#nodes.values()], edges: [...this.#edges.values()] };
  }
}

const counted = (count: number, one: string, many = `${one}s`) =>
  `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

/** @returns the node in which each tool is drawn */
function drawTools(drawing: Drawing, graph: Graph, open: ReadonlySet<string>): Map<string, string> {
  const drawn = new Map<string, string>();
  const ofServer = Map.groupBy(graph.tools, (tool) => tool.serverId);
  const single = graph.tools.length <= REACH_LIMITS.single;
  const kinds = new Set(graph.tools.map((tool) => groupOf(tool))).size;
  for (const server of graph.servers) {
    const tools = ofServer.get(server.id) ?? [];
    const shared = server.sharedWith ? `credential shared with ${counted(server.sharedWith, "agent")}` : "";
    const id = `server:${server.id}`;
    drawing.node({
      id,
      column: 1,
      label: server.name,
      note: shared || counted(tools.length, "tool"),
      link: { to: "server", id: server.name, more: server.address },
    });
    const whole = `s:${server.id}`;
    const folded = !single && kinds > REACH_LIMITS.single && tools.length > 1;
    if (folded) drawServerGroup(drawing, whole, tools, open.has(whole));
    for (const [group, members] of Map.groupBy(tools, groupOf)) {
      const inWhole = folded && !open.has(whole);
      if (single || tools.length === 1) for (const tool of members) drawn.set(tool.id, drawTool(drawing, graph, tool));
      else if (inWhole) for (const tool of members) drawn.set(tool.id, whole);
      else drawGroup(drawing, graph, { group, members, open: open.has(group), drawn });
    }
    for (const tool of tools) {
      const reached = { access: tool.effect === "read" ? "read" : "write", now: actsNow(graph, tool) } as const;
      drawing.edge("agent", id, reached);
      drawing.edge(id, drawn.get(tool.id), reached);
    }
  }
  if (graph.stated.length) drawStated(drawing, graph);
  return drawn;
}

function drawStated(drawing: Drawing, graph: Graph): void {
  const { active } = graph.agent;
  drawing.node({ id: STATED_SERVER, column: 1, label: "Stated by people", note: "no server named", link: null });
  const note = counted(graph.stated.length, "system");
  drawing.node({ id: STATED_TOOL, column: 2, label: "Systems it reaches", note, link: null });
  for (const { access } of graph.stated) {
    drawing.edge("agent", STATED_SERVER, { access, now: active });
    drawing.edge(STATED_SERVER, STATED_TOOL, { access, now: active });
  }
}

function groupOf(tool: GraphTool): string {
  return `t:${tool.serverId}:${chiefCapability(tool.capabilities)}`;
}

function drawServerGroup(drawing: Drawing, id: string, tools: readonly GraphTool[], open: boolean): void {
  if (open) return;
  const worst = chiefCapability(tools.flatMap((tool) => tool.capabilities));
  const note = `up to: ${CAPABILITY_LABELS[worst].toLowerCase()}`;
  drawing.node({ id, column: 2, label: counted(tools.length, "tool"), note, link: { to: "group", id } });
}

function drawGroup(
  drawing: Drawing,
  graph: Graph,
  { group, members, open, drawn }: { group: string; members: GraphTool[]; open: boolean; drawn: Map<string, string> },
): void {
  const shown = open ? members.toSorted((a, b) => (a.name < b.name ? -1 : 1)).slice(0, REACH_LIMITS.members) : [];
  for (const tool of shown) drawn.set(tool.id, drawTool(drawing, graph, tool));
  const rest = members.length - shown.length;
  if (!rest) return;
  const label = CAPABILITY_LABELS[chiefCapability(members[0]?.capabilities ?? [])];
  const note = shown.length ? `${counted(rest, "further tool")}` : counted(rest, "tool");
  drawing.node({ id: group, column: 2, label, note, link: { to: "group", id: group }, open });
  for (const tool of members) if (!drawn.has(tool.id)) drawn.set(tool.id, group);
}

function drawTool(drawing: Drawing, graph: Graph, tool: GraphTool): string {
  const id = `tool:${tool.id}`;
  const leads = graph.links.some((link) => link.toolId === tool.id);
  const waits = tool.state === "quarantined" ? "in quarantine" : CAPABILITY_LABELS[chiefCapability(tool.capabilities)];
  const note = leads ? waits : `${waits} · no resource linked`;
  drawing.node({ id, column: 2, label: tool.name, note, link: null });
  return id;
}

/** @returns the node in which each place is drawn */
function drawPlaces(drawing: Drawing, graph: Graph, open: ReadonlySet<string>): Map<string, string> {
  const drawn = new Map<string, string>();
  const reached = new Map<string, Access>();
  for (const { place, access } of waysOf(graph)) reached.set(place, stronger(reached.get(place) ?? null, access));
  const weight = (place: Place) => weightOf(place.dataClasses, reached.get(place.key) ?? "read");
  const sorted = graph.places.toSorted((a, b) => weight(b) - weight(a) || (a.name < b.name ? -1 : 1));
  const single = sorted.length <= REACH_LIMITS.single;
  const groups = Map.groupBy(sorted, (place) => topClassOf(place.dataClasses));
  for (const top of [...BY_SENSITIVITY, null]) {
    const members = groups.get(top) ?? [];
    const id = `r:${top ?? "none"}`;
    const isOpen = open.has(id);
    const shown = single || members.length === 1 ? members : isOpen ? members.slice(0, REACH_LIMITS.members) : [];
    for (const place of shown) drawn.set(place.key, drawPlace(drawing, place));
    const rest = members.length - shown.length;
    if (!rest) continue;
    const label = counted(rest, shown.length ? "further resource" : "resource");
    const { now, later } = blastOf(
      members,
      members.map(({ key }) => ({ place: key, access: reached.get(key) ?? "read", now: false })),
    );
    const note = `${top ? DATA_CLASS_LABELS[top] : "No class stated"} · ${later.written + now.written} written`;
    drawing.node({ id, column: 3, label, note, link: { to: "group", id }, open: isOpen });
    for (const place of members) if (!drawn.has(place.key)) drawn.set(place.key, id);
  }
  return drawn;
}

function drawPlace(drawing: Drawing, place: Place): string {
  const id = `place:${place.key}`;
  const top = topClassOf(place.dataClasses);
  const note = place.id ? (top ? DATA_CLASS_LABELS[top] : "No class stated") : "Not in the register";
  drawing.node({ id, column: 3, label: place.name, note, link: place.id ? { to: "resource", id: place.id } : null });
  return id;
}

function drawClasses(drawing: Drawing, graph: Graph, placeNode: ReadonlyMap<string, string>): void {
  const holding = new Map<DataClass, number>();
  for (const place of graph.places) for (const one of place.dataClasses) holding.set(one, (holding.get(one) ?? 0) + 1);
  for (const one of BY_SENSITIVITY) {
    const count = holding.get(one);
    if (!count) continue;
    const note = `in ${counted(count, "resource")}`;
    drawing.node({
      id: `class:${one}`,
      column: 4,
      label: DATA_CLASS_LABELS[one],
      note,
      link: { to: "class", id: one },
    });
  }
  for (const place of graph.places) {
    const from = placeNode.get(place.key);
    for (const one of from ? place.dataClasses : []) drawing.edge(from, `class:${one}`, drawing.reached(from ?? ""));
  }
}
