import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DATA_CLASSES } from "@/lib/risk/terms";
import { layoutOf } from "./layout";
import { mapOf, waysOf } from "./map";
import { MAP_COLUMNS, MAP_SIZES, REACH_LIMITS } from "./terms";
import type { Graph } from "./views";

/** An agent with so many tools on ten servers and so many resources, each tool linked to some. */
function graphOf(tools: number, resources: number, active = true): Graph {
  const capabilities = ["read", "write", "pay", "delete", "execute"];
  return {
    agent: { id: "agt_1", name: "Agent", active, tier: "high" },
    servers: Array.from({ length: Math.min(10, tools) }, (_, at) => ({
      id: `srv_${at}`,
      name: `Server ${at}`,
      address: "",
      credential: "",
      sharedWith: 0,
    })),
    tools: Array.from({ length: tools }, (_, at) => ({
      id: `tol_${at}`,
      serverId: `srv_${at % 10}`,
      name: `tool_${at}`,
      state: at % 7 === 6 ? ("quarantined" as const) : ("accepted" as const),
      effect: at % 5 === 0 ? ("read" as const) : ("write" as const),
      capabilities: [capabilities[Math.floor(at / 10) % 5] ?? "read"],
    })),
    places: Array.from({ length: resources }, (_, at) => ({
      key: `res_${at}`,
      id: `res_${at}`,
      name: `Resource ${at}`,
      kind: "database" as const,
      dataClasses: [DATA_CLASSES[at % 8] ?? "public"],
      records: 0,
      people: 0,
      money: 0,
    })),
    links: Array.from({ length: resources }, (_, at) => ({
      toolId: `tol_${at % tools}`,
      place: `res_${at}`,
      access: at % 3 === 0 ? ("write" as const) : ("read" as const),
    })),
    stated: [],
  };
}

describe("V9 the picture", () => {
  it("draws few tools and resources one by one", () => {
    const { nodes, edges } = mapOf(graphOf(3, 4), new Set());
    const labels = nodes.map(({ label }) => label);
    expect(labels).toContain("tool_2");
    expect(labels).toContain("Resource 3");
    expect(edges.filter(({ from }) => from === "agent")).toHaveLength(3);
  });

  it("stays small with 500 tools and 2,000 resources, and opens groups on request", () => {
    const graph = graphOf(500, 2_000);
    const closed = mapOf(graph, new Set());
    expect(closed.nodes.length).toBeLessThan(60);
    const group = closed.nodes.find(({ id }) => id.startsWith("r:")) ?? expect.fail("no group of resources");
    const opened = mapOf(graph, new Set([group.id]));
    expect(opened.nodes.length).toBe(closed.nodes.length + REACH_LIMITS.members);
    expect(opened.nodes.find(({ id }) => id === group.id)).toMatchObject({ open: true });
  });

  it("opens a server into what its tools can do, and that into tools", () => {
    const graph = graphOf(500, 20);
    const closed = mapOf(graph, new Set());
    const server = closed.nodes.find(({ id }) => id.startsWith("s:")) ?? expect.fail("no folded server");
    const kinds = mapOf(graph, new Set([server.id])).nodes.filter(({ id }) => id.startsWith("t:"));
    expect(kinds.length).toBeGreaterThan(0);
    const tools = mapOf(graph, new Set([server.id, kinds[0]?.id ?? ""])).nodes.filter(({ id }) =>
      id.startsWith("tool:"),
    );
    expect(tools.length).toBeGreaterThan(1);
  });

  it("never draws an edge to nowhere, whatever is opened, and loses no place", () => {
    const graph = graphOf(60, 90);
    const groups = mapOf(graph, new Set()).nodes.map(({ id }) => id);
    fc.assert(
      fc.property(fc.subarray(groups), (open) => {
        const { nodes, edges } = mapOf(graph, new Set(open));
        const known = new Set(nodes.map(({ id }) => id));
        expect(edges.filter(({ from, to }) => !known.has(from) || !known.has(to))).toEqual([]);
        expect(known.size).toBe(nodes.length);
        const drawn = nodes.filter(({ column }) => column === 3);
        expect(drawn.every(({ id }) => edges.some(({ to }) => to === id))).toBe(true);
      }),
    );
  });

  it("shows what is not reached yet as such", () => {
    const graph = graphOf(3, 4, false);
    expect(mapOf(graph, new Set()).edges.some(({ now }) => now)).toBe(false);
    expect(waysOf(graph).every(({ now }) => !now)).toBe(true);
    const stated: Graph = { ...graphOf(0, 1), links: [], stated: [{ place: "res_0", access: "write" }] };
    expect(waysOf(stated)).toEqual([{ place: "res_0", access: "write", now: true }]);
    expect(mapOf(stated, new Set()).edges.at(-1)).toMatchObject({ access: "write", now: true });
  });

  it("lays no node over another, nor beyond its column", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 60 }), (tools, resources) => {
        const { nodes, edges } = mapOf(graphOf(tools, resources), new Set());
        const layout = layoutOf(nodes, edges, MAP_COLUMNS.length);
        for (const column of Map.groupBy(layout.nodes, ({ column }) => column).values()) {
          const tops = column.map(({ y }) => y).toSorted((a, b) => a - b);
          expect(tops.every((top, at) => at === 0 || top - (tops[at - 1] ?? 0) >= MAP_SIZES.node)).toBe(true);
        }
        expect(
          layout.nodes.every(
            ({ x, y }) => x >= 0 && x + MAP_SIZES.width <= 100 && y >= 0 && y + MAP_SIZES.node <= layout.height,
          ),
        ).toBe(true);
        expect(layout.edges).toHaveLength(edges.length);
      }),
      { numRuns: 50 },
    );
  });
});
