import { isWeighty } from "../rules";
import type { SupplierFields } from "../schema";
import * as codes from "./codes";
import { chainOf } from "./rules";

/** A supplier as the register of information sees it. */
export interface RegisterSupplier extends SupplierFields {
  id: string;
}

/** What a team does with agents is a function of the organisation; its number never changes, for teams are never removed. */
interface RegisterFunction {
  identifier: string;
  name: string;
  supplierIds: readonly string[];
}

export interface Register {
  /** LEI of the entity that keeps the register; empty leaves its columns empty. */
  entityLei: string;
  suppliers: readonly RegisterSupplier[];
  functions: readonly RegisterFunction[];
}

/** One template, its columns by the regulation's codes, its rows as text. */
export interface RegisterTable {
  template: string;
  columns: readonly string[];
  rows: readonly (readonly string[])[];
}

/** Open-ended, in the words of the instructions. */
const NO_END = "9999-12-31";

/** The templates that the register of suppliers can fill (Regulation (EU) 2024/2956, Annex I). Unknown columns stay empty. */
export function registerTables(register: Register): RegisterTable[] {
  const byId = new Map(register.suppliers.map((supplier) => [supplier.id, supplier]));
  const contracted = register.suppliers.filter((supplier) => supplier.contractRef !== "");
  const weighty = contracted.filter((supplier) => isWeighty(supplier.criticality));
  return [
    table("B_02.01", 5, contracted.map(arrangement)),
    table(
      "B_02.02",
      18,
      contracted.flatMap((supplier) => services(supplier, register)),
    ),
    table("B_05.01", 12, register.suppliers.map(provider)),
    table(
      "B_05.02",
      7,
      contracted.flatMap((supplier) => supplyChain(supplier, byId)),
    ),
    table(
      "B_06.01",
      10,
      register.functions.map((one) => businessFunction(one, register, byId)),
    ),
    table("B_07.01", 12, weighty.flatMap(assessment)),
  ];
}

function table(template: string, columns: number, rows: string[][]): RegisterTable {
  return {
    template,
    columns: Array.from({ length: columns }, (_, at) => `c${String((at + 1) * 10).padStart(4, "0")}`),
    rows,
  };
}

/** The LEI where there is one: the regulation prefers it; else the other code with its kind. */
function identityOf(supplier: SupplierFields): [code: string, type: string] {
  if (supplier.lei) return [supplier.lei, codes.LEI_CODE];
  return [supplier.otherCode, codes.CODE_TYPE_CODES[supplier.otherCodeType]];
}

const amount = (value: number | null) => (value === null ? "" : String(value));
/** At least one row: what has no entry of the list has an empty cell. */
const eachOf = (values: readonly string[]) => (values.length ? values : [""]);

function arrangement(supplier: RegisterSupplier): string[] {
  return [
    supplier.contractRef,
    codes.ARRANGEMENT_CODES[supplier.arrangement],
    supplier.overarchingRef,
    codes.currencyCode(supplier.currency),
    amount(supplier.annualCost),
  ];
}

/** One row for each function that rests on it, each type of service and each country where our data is. */
function services(supplier: RegisterSupplier, { entityLei, functions }: Register): string[][] {
  const supported = functions.filter(({ supplierIds }) => supplierIds.includes(supplier.id));
  const data = supplier.storesData === "no" ? [""] : eachOf(supplier.dataCountries);
  return eachOf(supported.map(({ identifier }) => identifier)).flatMap((identifier) =>
    eachOf(supplier.serviceTypes).flatMap((service) =>
      data.map((country) => [
        supplier.contractRef,
        entityLei,
        ...identityOf(supplier),
        identifier,
        codes.serviceCode(service),
        supplier.contractStart,
        supplier.contractEnd || (supplier.contractStart ? NO_END : ""),
        "",
        amount(supplier.noticeDays),
        amount(supplier.providerNoticeDays),
        codes.countryCode(supplier.governingLaw),
        codes.countryCode(supplier.serviceCountry),
        codes.YES_NO_CODES[supplier.storesData],
        codes.countryCode(country),
        codes.countryCode(country),
        codes.LEVEL_CODES[supplier.sensitivity],
        codes.RELIANCE_CODES[supplier.reliance],
      ]),
    ),
  );
}

function provider(supplier: RegisterSupplier): string[] {
  const [code, type] = identityOf(supplier);
  const additional = supplier.lei ? supplier.otherCode : "";
  const latin = supplier.legalName || supplier.name;
  return [
    code,
    type,
    additional,
    additional ? codes.CODE_TYPE_CODES[supplier.otherCodeType] : "",
    supplier.legalName,
    isLatin(latin) ? latin : "",
    codes.PERSON_TYPE_CODES[supplier.personType],
    codes.countryCode(supplier.country),
    codes.currencyCode(supplier.currency),
    amount(supplier.annualCost),
    supplier.parentLei,
    supplier.parentLei ? codes.LEI_CODE : "",
  ];
}

// Transliterating a name is for somebody who can read it.
function isLatin(name: string): boolean {
  return /^[\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]*$/u.test(name);
}

function supplyChain(supplier: RegisterSupplier, byId: ReadonlyMap<string, RegisterSupplier>): string[][] {
  const identity = (id: string | null) => {
    const found = id === null ? undefined : byId.get(id);
    return found ? identityOf(found) : ["", ""];
  };
  const chain = chainOf(supplier.id, (id) => byId.get(id)?.subcontractorIds ?? []).filter(({ supplierId }) =>
    byId.has(supplierId),
  );
  return eachOf(supplier.serviceTypes).flatMap((service) =>
    chain.map((link) => [
      supplier.contractRef,
      codes.serviceCode(service),
      ...identity(link.supplierId),
      String(link.rank),
      ...identity(link.recipientId),
    ]),
  );
}

/** A function is known to be critical or important where such a supplier stands behind it; otherwise nobody said so here. */
function businessFunction(
  one: RegisterFunction,
  { entityLei }: Register,
  byId: ReadonlyMap<string, RegisterSupplier>,
): string[] {
  const rests = one.supplierIds.some((id) => isWeighty(byId.get(id)?.criticality ?? "none"));
  return [one.identifier, "", one.name, entityLei, rests ? codes.YES_NO_CODES.yes : "", "", "", "", "", ""];
}

function assessment(supplier: RegisterSupplier): string[][] {
  return eachOf(supplier.serviceTypes).map((service) => [
    supplier.contractRef,
    ...identityOf(supplier),
    codes.serviceCode(service),
    codes.SUBSTITUTABILITY_CODES[supplier.substitutability],
    codes.SUBSTITUTABILITY_REASON_CODES[supplier.substitutabilityReason],
    supplier.lastAuditOn,
    codes.YES_NO_CODES[supplier.exitPlan],
    codes.REINTEGRATION_CODES[supplier.reintegration],
    codes.LEVEL_CODES[supplier.discontinuationImpact],
    codes.ALTERNATIVES_CODES[supplier.alternatives],
    supplier.alternative,
  ]);
}
