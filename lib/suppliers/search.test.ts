import { describe, expect, it } from "vitest";
import { supplierSearchSchema, UNSTATED } from "./schema";
import { pageOf } from "./search";
import type { SupplierRow } from "./views";

const row = (name: string, over: Partial<SupplierRow> = {}): SupplierRow => ({
  ...UNSTATED,
  id: `sup_${name.toLowerCase().replace(/\W/g, "")}`,
  name,
  trusted: false,
  trustedReason: "",
  version: 1,
  updatedAt: "2026-11-20T09:00:00.000Z",
  agents: 0,
  servers: 0,
  highestTier: null,
  contract: "none",
  completeness: { filled: 1, asked: 10, percent: 10 },
  ...over,
});

const REGISTER = [
  row("Bergen Hosting", { roles: ["cloud_hosting"], country: "NO", agents: 2, highestTier: "low" }),
  row("Northwind", { roles: ["model_provider"], country: "IE", agents: 9, highestTier: "critical", trusted: true }),
  row("alder tools", { roles: ["mcp_server", "agent_provider"], contractRef: "C-77", names: ["Alder"] }),
];
const page = (given: object) => pageOf(REGISTER, supplierSearchSchema.parse(given));
const names = (given: object) => page(given).rows.map(({ name }) => name);

describe("V6 the register's list", () => {
  it("sorts by name without regard to case, and both ways by what is counted", () => {
    expect(names({})).toEqual(["alder tools", "Bergen Hosting", "Northwind"]);
    expect(names({ sort: "agents", dir: "desc" })).toEqual(["Northwind", "Bergen Hosting", "alder tools"]);
  });

  it("puts what lacks the key last in either direction", () => {
    expect(names({ sort: "tier" })).toEqual(["Bergen Hosting", "Northwind", "alder tools"]);
    expect(names({ sort: "tier", dir: "desc" })).toEqual(["Northwind", "Bergen Hosting", "alder tools"]);
  });

  it("finds by any name or by the contract, every word", () => {
    expect(names({ q: "ALDER" })).toEqual(["alder tools"]);
    expect(names({ q: "c-77" })).toEqual(["alder tools"]);
    expect(names({ q: "alder northwind" })).toEqual([]);
  });

  it("counts each facet without its own filter", () => {
    const { facets, total } = page({ trust: ["trusted"] });
    expect(total).toBe(1);
    expect(facets.trust).toEqual([
      { value: "trusted", count: 1 },
      { value: "untrusted", count: 2 },
    ]);
    expect(facets.role).toEqual([{ value: "model_provider", count: 1 }]);
  });

  it("turns pages", () => {
    expect(page({ limit: 2 })).toMatchObject({ total: 3, next: 2, previous: null });
    expect(page({ limit: 2, offset: 2 })).toMatchObject({ next: null, previous: 0 });
    expect(names({ limit: 2, offset: 2 })).toEqual(["Northwind"]);
  });
});
