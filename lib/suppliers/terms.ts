/**
 * The words of the supplier register: every closed list with the label that people read. Safe for the browser. Where the
 * register of information (Regulation (EU) 2024/2956) has a closed list, ours is that list; its codes stand in dora/codes.ts.
 */

export const SUPPLIER_ROLES = ["model_provider", "agent_provider", "mcp_server", "cloud_hosting", "other"] as const;
export type SupplierRole = (typeof SUPPLIER_ROLES)[number];
export const ROLE_LABELS: Record<SupplierRole, string> = {
  model_provider: "Model provider",
  agent_provider: "Agent provider",
  mcp_server: "Tool server supplier",
  cloud_hosting: "Hosting",
  other: "Other",
};

export const CRITICALITIES = ["none", "important", "critical"] as const;
export type Criticality = (typeof CRITICALITIES)[number];
export const CRITICALITY_LABELS: Record<Criticality, string> = {
  none: "Supports no critical or important function",
  important: "Supports an important function",
  critical: "Supports a critical function",
};
export const CRITICALITY_SHORT: Record<Criticality, string> = {
  none: "Neither",
  important: "Important",
  critical: "Critical",
};

/** Closed lists in which nothing stated is the empty word. */
export const PERSON_TYPES = ["", "legal", "individual"] as const;
export const PERSON_TYPE_LABELS: Record<PersonType, string> = {
  "": "Not stated",
  legal: "Legal person",
  individual: "Individual in business",
};
export type PersonType = (typeof PERSON_TYPES)[number];

export const CODE_TYPES = ["", "euid", "vat", "other"] as const;
export type CodeType = (typeof CODE_TYPES)[number];
export const CODE_TYPE_LABELS: Record<CodeType, string> = {
  "": "Not stated",
  euid: "EUID (European company register)",
  vat: "VAT number",
  other: "Another register",
};

export const ARRANGEMENTS = ["", "standalone", "overarching", "subsequent"] as const;
export type Arrangement = (typeof ARRANGEMENTS)[number];
export const ARRANGEMENT_LABELS: Record<Arrangement, string> = {
  "": "Not stated",
  standalone: "Standalone arrangement",
  overarching: "Overarching arrangement",
  subsequent: "Subsequent or associated arrangement",
};

export const LEVELS = ["", "low", "medium", "high"] as const;
export type Level = (typeof LEVELS)[number];
export const LEVEL_LABELS: Record<Level, string> = { "": "Not stated", low: "Low", medium: "Medium", high: "High" };

export const RELIANCES = ["", "not_significant", "low", "material", "full"] as const;
export type Reliance = (typeof RELIANCES)[number];
export const RELIANCE_LABELS: Record<Reliance, string> = {
  "": "Not stated",
  not_significant: "Not significant",
  low: "Low reliance",
  material: "Material reliance",
  full: "Full reliance",
};

export const SUBSTITUTABILITIES = ["", "not", "highly_complex", "medium", "easy"] as const;
export type Substitutability = (typeof SUBSTITUTABILITIES)[number];
export const SUBSTITUTABILITY_LABELS: Record<Substitutability, string> = {
  "": "Not stated",
  not: "Not substitutable",
  highly_complex: "Highly complex",
  medium: "Medium complexity",
  easy: "Easily substitutable",
};

export const SUBSTITUTABILITY_REASONS = ["", "no_alternative", "migration", "both"] as const;
export type SubstitutabilityReason = (typeof SUBSTITUTABILITY_REASONS)[number];
export const SUBSTITUTABILITY_REASON_LABELS: Record<SubstitutabilityReason, string> = {
  "": "Not stated",
  no_alternative: "No real alternatives",
  migration: "Hard to migrate or reintegrate",
  both: "Both",
};

export const REINTEGRATIONS = ["", "easy", "difficult", "highly_complex"] as const;
export type Reintegration = (typeof REINTEGRATIONS)[number];
export const REINTEGRATION_LABELS: Record<Reintegration, string> = {
  "": "Not stated",
  easy: "Easy",
  difficult: "Difficult",
  highly_complex: "Highly complex",
};

export const YES_NO = ["", "yes", "no"] as const;
export type YesNo = (typeof YES_NO)[number];
export const YES_NO_LABELS: Record<YesNo, string> = { "": "Not stated", yes: "Yes", no: "No" };

export const ALTERNATIVES = ["", "yes", "no", "not_assessed"] as const;
export type Alternatives = (typeof ALTERNATIVES)[number];
export const ALTERNATIVES_LABELS: Record<Alternatives, string> = {
  "": "Not stated",
  yes: "Yes",
  no: "No",
  not_assessed: "Assessment not performed",
};

/** Types of ICT services (Annex III of the regulation). */
export const SERVICE_TYPES = [
  "S01",
  "S02",
  "S03",
  "S04",
  "S05",
  "S06",
  "S07",
  "S08",
  "S09",
  "S10",
  "S11",
  "S12",
  "S13",
  "S14",
  "S15",
  "S16",
  "S17",
  "S18",
  "S19",
] as const;
export type ServiceType = (typeof SERVICE_TYPES)[number];
export const SERVICE_TYPE_LABELS: Record<ServiceType, string> = {
  S01: "S01 Project management",
  S02: "S02 Development",
  S03: "S03 Help desk",
  S04: "S04 Security management",
  S05: "S05 Provision of data",
  S06: "S06 Data analysis",
  S07: "S07 Facilities and hosting",
  S08: "S08 Computation",
  S09: "S09 Data storage",
  S10: "S10 Telecom carrier",
  S11: "S11 Network infrastructure",
  S12: "S12 Hardware and devices",
  S13: "S13 Software licensing",
  S14: "S14 Operation and maintenance",
  S15: "S15 Consulting",
  S16: "S16 Risk management",
  S17: "S17 Cloud: infrastructure",
  S18: "S18 Cloud: platform",
  S19: "S19 Cloud: software",
};

/** Where a contract stands. `soon`: within its notice period, and never less than ninety days before its end. */
export const CONTRACT_STATES = ["none", "future", "running", "soon", "ended"] as const;
export type ContractState = (typeof CONTRACT_STATES)[number];
export const CONTRACT_LABELS: Record<ContractState, string> = {
  none: "No contract recorded",
  future: "Not begun yet",
  running: "Running",
  soon: "Ends soon",
  ended: "Ended",
};

/** ISO 3166-1 alpha-2. */
export const COUNTRIES: readonly string[] = (
  "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ " +
  "CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR " +
  "GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP " +
  "KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ " +
  "NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW " +
  "SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ " +
  "UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW"
).split(" ");

export const LIMITS = { name: 120, line: 200, names: 50, countries: 60, notes: 2000, reason: 1000, page: 100 } as const;

export const FIELD_LABELS = {
  name: "Name",
  names: "Also mentioned as",
  roles: "What it supplies",
  legalName: "Legal name",
  lei: "LEI",
  otherCode: "Other identification code",
  otherCodeType: "Type of the other code",
  personType: "Type of person",
  parentLei: "LEI of the ultimate parent",
  country: "Head office",
  notes: "Notes",
  contractRef: "Contract reference",
  arrangement: "Type of arrangement",
  overarchingRef: "Overarching contract",
  contractStart: "Begins on",
  contractEnd: "Ends on",
  noticeDays: "Our notice period",
  providerNoticeDays: "Its notice period",
  governingLaw: "Governing law",
  currency: "Currency",
  annualCost: "Cost a year",
  serviceTypes: "Types of service",
  serviceCountry: "Served from",
  storesData: "Stores our data",
  dataCountries: "Where our data is",
  sensitivity: "Sensitivity of the data",
  subcontractorIds: "Subcontractors",
  criticality: "Criticality",
  reliance: "Reliance",
  substitutability: "Substitutability",
  substitutabilityReason: "Why it cannot easily be replaced",
  lastAuditOn: "Last audit",
  exitPlan: "Exit plan",
  reintegration: "Bringing the service back",
  discontinuationImpact: "Impact of losing it",
  alternatives: "Alternatives identified",
  alternative: "Alternative",
} as const;
export type SupplierField = keyof typeof FIELD_LABELS;
