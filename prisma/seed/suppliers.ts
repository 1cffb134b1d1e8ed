import { createSupplier, findSupplierByName, trustSupplier } from "@/lib/suppliers";
import type { CreateSupplierInput } from "@/lib/suppliers/schema";
import { contextOf } from "./organisation";
import { daysBefore } from "./time";

const DAY_MS = 86_400_000;

interface SeedSupplier extends Omit<CreateSupplierInput, "subcontractorIds"> {
  /** When it was entered, and when its contract begins and ends; days before today, after today where negative. */
  daysAgo: number;
  contract?: { from: number; until?: number };
  subcontractors?: string[];
  /** Why its claims about its tools are trusted. */
  trusted?: string;
}

/** What a service behind a critical or important function is asked for, as far as procurement has answered. */
const ASSESSED = {
  noticeDays: 90,
  providerNoticeDays: 180,
  storesData: "yes",
  reliance: "material",
  substitutability: "medium",
  reintegration: "difficult",
  discontinuationImpact: "medium",
  alternatives: "yes",
} satisfies Partial<SeedSupplier>;

const MODEL = {
  roles: ["model_provider"],
  personType: "legal",
  serviceTypes: ["S08", "S19"],
} satisfies Partial<SeedSupplier>;
const TOOLS = {
  roles: ["mcp_server"],
  personType: "legal",
  serviceTypes: ["S19"],
  currency: "EUR",
} satisfies Partial<SeedSupplier>;

/** Who stands behind the demo's agents. Contracts, figures and assessments are invented; two names are left for somebody to enter. */
const SUPPLIERS: readonly SeedSupplier[] = [
  {
    name: "Bergen Hosting",
    daysAgo: 300,
    roles: ["cloud_hosting"],
    personType: "legal",
    legalName: "Bergen Hosting AS",
    lei: "894500BERGHOSTING057",
    parentLei: "894500BERGHOSTING057",
    country: "NO",
    contractRef: "NF-2024-031",
    contract: { from: 700, until: -400 },
    arrangement: "overarching",
    currency: "EUR",
    annualCost: 412_000,
    serviceTypes: ["S17", "S18"],
    serviceCountry: "NO",
    governingLaw: "NO",
    criticality: "critical",
    ...ASSESSED,
    dataCountries: ["NO", "SE"],
    sensitivity: "high",
    exitPlan: "yes",
    alternative: "A second data centre of the same design",
    lastAuditOn: "2026-03-18",
  },
  {
    ...MODEL,
    name: "Anthropic",
    daysAgo: 290,
    names: ["Anthropic PBC"],
    country: "US",
    contractRef: "NF-2025-114",
    contract: { from: 420, until: -310 },
    arrangement: "standalone",
    currency: "EUR",
    annualCost: 265_000,
    criticality: "critical",
    ...ASSESSED,
    dataCountries: ["DE", "IE"],
    sensitivity: "medium",
    governingLaw: "IE",
    serviceCountry: "IE",
    exitPlan: "yes",
    alternative: "Mistral AI",
  },
  {
    ...MODEL,
    name: "OpenAI",
    daysAgo: 290,
    country: "US",
    contractRef: "NF-2025-087",
    contract: { from: 500, until: -62 },
    arrangement: "standalone",
    currency: "EUR",
    annualCost: 98_000,
    criticality: "important",
    noticeDays: 60,
    governingLaw: "IE",
    storesData: "yes",
    dataCountries: ["IE"],
    reliance: "low",
    substitutability: "easy",
    alternatives: "yes",
    alternative: "Anthropic",
  },
  {
    ...MODEL,
    name: "Google",
    daysAgo: 260,
    names: ["Google Cloud"],
    country: "US",
    contractRef: "NF-2023-009",
    contract: { from: 1_100 },
    arrangement: "overarching",
    currency: "EUR",
    annualCost: 54_000,
  },
  {
    ...MODEL,
    name: "Mistral AI",
    daysAgo: 170,
    legalName: "Mistral AI SAS",
    country: "FR",
    contractRef: "NF-2026-022",
    contract: { from: 165, until: -200 },
    arrangement: "standalone",
    currency: "EUR",
    annualCost: 31_000,
  },
  {
    ...TOOLS,
    name: "Fjordbank",
    daysAgo: 280,
    legalName: "Fjordbank ASA",
    lei: "894500FJORDBANK00081",
    parentLei: "894500FJORDGROUP0015",
    country: "NO",
    contractRef: "NF-2022-004",
    contract: { from: 1_500 },
    arrangement: "standalone",
    annualCost: 22_500,
    criticality: "critical",
    ...ASSESSED,
    substitutability: "highly_complex",
    substitutabilityReason: "migration",
    reliance: "full",
    discontinuationImpact: "high",
    dataCountries: ["NO"],
    sensitivity: "high",
    governingLaw: "NO",
    serviceCountry: "NO",
    exitPlan: "no",
    alternatives: "not_assessed",
    lastAuditOn: "2025-11-05",
  },
  {
    ...TOOLS,
    name: "Havn Software",
    daysAgo: 250,
    legalName: "Havn Software AB",
    lei: "894500HAVNSOFTWARE86",
    country: "SE",
    contractRef: "NF-2024-058",
    contract: { from: 640, until: -88 },
    arrangement: "standalone",
    annualCost: 76_000,
    criticality: "important",
    ...ASSESSED,
    dataCountries: ["SE"],
    subcontractors: ["Bergen Hosting"],
  },
  {
    ...TOOLS,
    name: "Loomstack",
    daysAgo: 240,
    legalName: "Loomstack GmbH",
    lei: "894500LOOMSTACK00048",
    country: "DE",
    contractRef: "NF-2025-020",
    contract: { from: 600, until: -500 },
    arrangement: "standalone",
    annualCost: 118_000,
    criticality: "critical",
    ...ASSESSED,
    dataCountries: ["DE"],
    governingLaw: "DE",
    subcontractors: ["Bergen Hosting"],
  },
  {
    ...TOOLS,
    name: "Brisk Desk",
    daysAgo: 220,
    legalName: "Brisk Desk Ltd",
    otherCode: "GB-09911823",
    otherCodeType: "other",
    country: "GB",
    contractRef: "NF-2025-066",
    contract: { from: 480, until: -250 },
    arrangement: "standalone",
    annualCost: 41_000,
  },
  {
    ...TOOLS,
    name: "Vidda Telematics",
    daysAgo: 200,
    legalName: "Vidda Telematics AS",
    country: "NO",
    contractRef: "NF-2024-077",
    contract: { from: 560, until: -130 },
    annualCost: 64_000,
  },
  {
    ...TOOLS,
    name: "Openlane",
    daysAgo: 190,
    country: "NL",
    contractRef: "NF-2024-012",
    contract: { from: 400, until: 21 },
  },
  {
    name: "Norvik Freight",
    daysAgo: 300,
    names: ["Self-hosted"],
    roles: ["mcp_server", "model_provider"],
    personType: "legal",
    legalName: "Norvik Freight AS",
    lei: "894500NORVIKFREIGH61",
    parentLei: "894500NORVIKFREIGH61",
    country: "NO",
    notes: "Ourselves: servers that Platform Engineering builds and models that run in our own data centre.",
    contractRef: "Intra-group",
    contract: { from: 900 },
    arrangement: "standalone",
    serviceTypes: ["S02", "S14"],
    subcontractors: ["Bergen Hosting"],
    trusted: "Our own servers: their annotations are reviewed with the code, and a test compares them.",
  },
];

/** Compliance enters who stands behind the agents, some of them long before the agents came. */
export async function seedSuppliers(now: Date): Promise<void> {
  for (const supplier of SUPPLIERS) await enter(supplier, now);
}

async function enter(supplier: SeedSupplier, now: Date): Promise<void> {
  const { daysAgo, contract, subcontractors = [], trusted, ...fields } = supplier;
  const ctx = contextOf("ines", daysBefore(now, daysAgo));
  if (await findSupplierByName(ctx, fields.name)) return;
  const day = (days: number | undefined) =>
    days === undefined ? "" : new Date(now.getTime() - days * DAY_MS).toISOString().slice(0, 10);
  const behind = await Promise.all(subcontractors.map((name) => findSupplierByName(ctx, name)));
  const { id } = await createSupplier(ctx, {
    ...fields,
    contractStart: day(contract?.from),
    contractEnd: day(contract?.until),
    subcontractorIds: behind.flatMap((found) => (found ? [found.id] : [])),
  });
  if (trusted) await trustSupplier(ctx, { id, version: 1, reason: trusted });
}
