import { describe, expect, it } from "vitest";
import { UNSTATED } from "../schema";
import { type RegisterSupplier, registerTables } from "./tables";

const supplier = (id: string, over: Partial<RegisterSupplier> = {}): RegisterSupplier => ({
  ...UNSTATED,
  id,
  name: id,
  ...over,
});

const MODEL = supplier("sup_model", {
  name: "Northwind",
  legalName: "Northwind Models Ltd",
  lei: "529900T8BM49AURSDO55",
  personType: "legal",
  country: "IE",
  contractRef: "C-2026-014",
  arrangement: "standalone",
  currency: "EUR",
  annualCost: 120_000,
  contractStart: "2026-01-01",
  serviceTypes: ["S08", "S19"],
  criticality: "critical",
  storesData: "yes",
  dataCountries: ["DE", "IE"],
  sensitivity: "high",
  exitPlan: "no",
  subcontractorIds: ["sup_host"],
});
const HOST = supplier("sup_host", { name: "Bergen Hosting", otherCode: "NO999", otherCodeType: "vat" });
const BARE = supplier("sup_bare");

const tables = registerTables({
  entityLei: "529900T8BM49AURSDO55",
  suppliers: [MODEL, HOST, BARE],
  functions: [
    { identifier: "F1", name: "Payments", supplierIds: ["sup_model"] },
    { identifier: "F3", name: "Legal", supplierIds: ["sup_bare"] },
  ],
});
const rows = (template: string) => tables.find((table) => table.template === template)?.rows ?? [];
const columns = Object.fromEntries(tables.map((table) => [table.template, table.columns.length]));

describe("V6 register of information, Regulation (EU) 2024/2956", () => {
  it("has the templates with as many columns as the regulation gives them, and full rows", () => {
    expect(columns).toEqual({ "B_02.01": 5, "B_02.02": 18, "B_05.01": 12, "B_05.02": 7, "B_06.01": 10, "B_07.01": 12 });
    for (const table of tables) for (const row of table.rows) expect(row).toHaveLength(table.columns.length);
    expect(tables[0]?.columns).toEqual(["c0010", "c0020", "c0030", "c0040", "c0050"]);
  });

  it("lists each contract once and each supplier once, contract or not", () => {
    expect(rows("B_02.01")).toEqual([["C-2026-014", "eba_CO:x1", "", "eba_CU:EUR", "120000"]]);
    expect(rows("B_05.01").map((row) => row[0])).toEqual(["529900T8BM49AURSDO55", "NO999", ""]);
    expect(rows("B_05.01")[1]?.slice(0, 4)).toEqual(["NO999", "eba_qCO:qx2004", "", ""]);
  });

  it("gives a row for each function, service and country, and says that an open contract has no end", () => {
    const services = rows("B_02.02");
    expect(services).toHaveLength(4);
    expect(new Set(services.map((row) => `${row[4]} ${row[5]} ${row[14]}`)).size).toBe(4);
    expect(services[0]?.[7]).toBe("9999-12-31");
    expect(services[0]?.[13]).toBe("eba_BT:x28");
  });

  it("follows the supply chain with ranks and recipients", () => {
    const [direct, behind] = rows("B_05.02");
    expect(direct?.slice(4)).toEqual(["1", "", ""]);
    expect(behind?.slice(2)).toEqual(["NO999", "eba_qCO:qx2004", "2", "529900T8BM49AURSDO55", "eba_qCO:qx2000"]);
  });

  it("calls a function critical where such a supplier stands behind it, and says nothing otherwise", () => {
    expect(rows("B_06.01").map((row) => [row[0], row[2], row[4]])).toEqual([
      ["F1", "Payments", "eba_BT:x28"],
      ["F3", "Legal", ""],
    ]);
  });

  it("assesses only what a critical or important function rests on; what is unknown stays empty", () => {
    const assessed = rows("B_07.01");
    expect(assessed.map((row) => row[3])).toEqual(["eba_TA:S08", "eba_TA:S19"]);
    expect(assessed[0]?.slice(4)).toEqual(["", "", "", "eba_BT:x29", "", "", "", ""]);
  });

  it("leaves the transliteration of a name to somebody who can read it", () => {
    const foreign = supplier("sup_f", { legalName: "株式会社北風" });
    const [table] = registerTables({ entityLei: "", suppliers: [foreign], functions: [] }).filter(
      ({ template }) => template === "B_05.01",
    );
    expect(table?.rows[0]?.slice(4, 6)).toEqual(["株式会社北風", ""]);
  });
});
