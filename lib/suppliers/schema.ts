import { z } from "zod";
import { lineField, linesField, searchField } from "@/lib/fields";
import { isLei, nameKey } from "./rules";
import {
  ALTERNATIVES,
  ARRANGEMENTS,
  CODE_TYPES,
  CONTRACT_STATES,
  COUNTRIES,
  CRITICALITIES,
  LEVELS,
  LIMITS,
  PERSON_TYPES,
  REINTEGRATIONS,
  RELIANCES,
  SERVICE_TYPES,
  SUBSTITUTABILITIES,
  SUBSTITUTABILITY_REASONS,
  SUPPLIER_ROLES,
  YES_NO,
} from "./terms";

export * from "./terms";
export type * from "./views";

const idOf = (prefix: string) =>
  z.string().regex(new RegExp(`^${prefix}_[0-9a-z]{1,40}$`), { error: "This is not an id of that kind." });
export const supplierIdSchema = idOf("sup");

const country = z.string().refine((code) => code === "" || COUNTRIES.includes(code), {
  error: "This is not a country of ISO 3166.",
});
const lei = z
  .string()
  .max(40)
  .transform((text) => text.replace(/\s+/g, "").toUpperCase())
  .refine((code) => code === "" || isLei(code), { error: "This is not an LEI: its check digits do not fit." });
/** A day as `2026-11-21`, empty where not stated. */
const day = z.union([z.literal(""), z.iso.date({ error: "Give a day as year-month-day." })]);
const days = z.number().int().min(0).max(3650).nullable();
const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf("currency"));

function setOf<const T extends readonly [string, ...string[]]>(values: T) {
  return z
    .array(z.enum(values))
    .max(values.length)
    .transform((given) => values.filter((value) => given.includes(value)) as T[number][]);
}

/** What a person states about a supplier. Only the name must be there: the register grows with what is known. */
const supplierFieldsSchema = z.strictObject({
  name: lineField(LIMITS.name).refine((name) => name.length > 0, { error: "Give the supplier a name." }),
  /** Other names under which agents and servers mention it. */
  names: z
    .array(lineField(LIMITS.line))
    .max(LIMITS.names)
    .transform((given) => [...new Map(given.filter(Boolean).map((name) => [nameKey(name), name])).values()]),
  roles: setOf(SUPPLIER_ROLES),
  legalName: lineField(LIMITS.line),
  lei,
  otherCode: lineField(LIMITS.line),
  otherCodeType: z.enum(CODE_TYPES),
  personType: z.enum(PERSON_TYPES),
  parentLei: lei,
  country,
  notes: linesField(LIMITS.notes),
  contractRef: lineField(LIMITS.line),
  arrangement: z.enum(ARRANGEMENTS),
  overarchingRef: lineField(LIMITS.line),
  contractStart: day,
  contractEnd: day,
  noticeDays: days,
  providerNoticeDays: days,
  governingLaw: country,
  currency: z.string().refine((code) => code === "" || CURRENCIES.has(code), {
    error: "This is not a currency of ISO 4217, such as EUR.",
  }),
  annualCost: z.number().int().min(0).max(1_000_000_000_000).nullable(),
  serviceTypes: setOf(SERVICE_TYPES),
  serviceCountry: country,
  storesData: z.enum(YES_NO),
  dataCountries: z
    .array(country)
    .max(LIMITS.countries)
    .transform((given) => [...new Set(given.filter(Boolean))].sort()),
  sensitivity: z.enum(LEVELS),
  subcontractorIds: z
    .array(supplierIdSchema)
    .max(LIMITS.names)
    .transform((given) => [...new Set(given)].sort()),
  criticality: z.enum(CRITICALITIES),
  reliance: z.enum(RELIANCES),
  substitutability: z.enum(SUBSTITUTABILITIES),
  substitutabilityReason: z.enum(SUBSTITUTABILITY_REASONS),
  lastAuditOn: day,
  exitPlan: z.enum(YES_NO),
  reintegration: z.enum(REINTEGRATIONS),
  discontinuationImpact: z.enum(LEVELS),
  alternatives: z.enum(ALTERNATIVES),
  alternative: lineField(LIMITS.line),
});
export type SupplierFields = z.output<typeof supplierFieldsSchema>;

/** A supplier about which nothing is stated yet but its name. */
export const UNSTATED: Omit<SupplierFields, "name"> = {
  names: [],
  roles: [],
  legalName: "",
  lei: "",
  otherCode: "",
  otherCodeType: "",
  personType: "",
  parentLei: "",
  country: "",
  notes: "",
  contractRef: "",
  arrangement: "",
  overarchingRef: "",
  contractStart: "",
  contractEnd: "",
  noticeDays: null,
  providerNoticeDays: null,
  governingLaw: "",
  currency: "",
  annualCost: null,
  serviceTypes: [],
  serviceCountry: "",
  storesData: "",
  dataCountries: [],
  sensitivity: "",
  subcontractorIds: [],
  criticality: "none",
  reliance: "",
  substitutability: "",
  substitutabilityReason: "",
  lastAuditOn: "",
  exitPlan: "",
  reintegration: "",
  discontinuationImpact: "",
  alternatives: "",
  alternative: "",
};

export const createSupplierSchema = supplierFieldsSchema.partial().required({ name: true });
export type CreateSupplierInput = z.input<typeof createSupplierSchema>;

const version = z.number().int().positive();

/** `version` is the one the person saw. */
export const editSupplierSchema = z.strictObject({
  id: supplierIdSchema,
  version,
  changes: supplierFieldsSchema.partial().refine((changes) => Object.keys(changes).length > 0, {
    error: "Change at least one field.",
  }),
});
export type EditSupplierInput = z.input<typeof editSupplierSchema>;

export const trustSupplierSchema = z.strictObject({
  id: supplierIdSchema,
  version,
  reason: linesField(LIMITS.reason).refine((text) => text.length >= 5, {
    error: "Give a reason of at least 5 characters.",
  }),
});
export type TrustSupplierInput = z.input<typeof trustSupplierSchema>;

const SUPPLIER_SORTS = ["name", "country", "criticality", "contract", "agents", "tier", "completeness"] as const;
export type SupplierSort = (typeof SUPPLIER_SORTS)[number];

const list = <const T extends readonly [string, ...string[]]>(values: T) => z.array(z.enum(values)).max(values.length);

/** What the register's list shows. Values within a field are alternatives; `{}` is the whole register by name. */
export const supplierSearchSchema = z.strictObject({
  q: searchField(200).default(""),
  role: list(SUPPLIER_ROLES).default([]),
  criticality: list(CRITICALITIES).default([]),
  contract: list(CONTRACT_STATES).default([]),
  country: z.array(country).max(LIMITS.countries).default([]),
  trust: list(["trusted", "untrusted"]).default([]),
  sort: z.enum(SUPPLIER_SORTS).default("name"),
  dir: z.enum(["asc", "desc"]).default("asc"),
  /** Rows before the page. */
  offset: z.number().int().min(0).max(100_000).default(0),
  limit: z.number().int().min(1).max(LIMITS.page).default(50),
});
export type SupplierSearchInput = z.input<typeof supplierSearchSchema>;
export type SupplierSearch = z.output<typeof supplierSearchSchema>;

/** `lei`: of the entity that keeps the register, for the columns that name it; empty leaves them empty. */
export const exportRegisterSchema = z.strictObject({ lei: lei.default("") });
export type ExportRegisterInput = z.input<typeof exportRegisterSchema>;
