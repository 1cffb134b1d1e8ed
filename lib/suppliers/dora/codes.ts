import type {
  Alternatives,
  Arrangement,
  CodeType,
  Level,
  PersonType,
  Reintegration,
  Reliance,
  Substitutability,
  SubstitutabilityReason,
  YesNo,
} from "../terms";

/**
 * Our words as members of the closed lists in which registers of information are filed (the European supervisors' data
 * point model). What is not stated is an empty cell.
 */
export const LEI_CODE = "eba_qCO:qx2000";
export const CODE_TYPE_CODES: Record<CodeType, string> = {
  "": "",
  euid: "eba_qCO:qx2002",
  other: "eba_qCO:qx2003",
  vat: "eba_qCO:qx2004",
};
export const ARRANGEMENT_CODES: Record<Arrangement, string> = {
  "": "",
  standalone: "eba_CO:x1",
  overarching: "eba_CO:x2",
  subsequent: "eba_CO:x3",
};
export const PERSON_TYPE_CODES: Record<PersonType, string> = {
  "": "",
  legal: "eba_CT:x212",
  individual: "eba_CT:x213",
};
export const YES_NO_CODES: Record<YesNo, string> = { "": "", yes: "eba_BT:x28", no: "eba_BT:x29" };
export const ALTERNATIVES_CODES: Record<Alternatives, string> = { ...YES_NO_CODES, not_assessed: "eba_BT:x21" };
export const LEVEL_CODES: Record<Level, string> = {
  "": "",
  low: "eba_ZZ:x791",
  medium: "eba_ZZ:x792",
  high: "eba_ZZ:x793",
};
export const RELIANCE_CODES: Record<Reliance, string> = {
  "": "",
  not_significant: "eba_ZZ:x794",
  low: "eba_ZZ:x795",
  material: "eba_ZZ:x796",
  full: "eba_ZZ:x797",
};
export const SUBSTITUTABILITY_CODES: Record<Substitutability, string> = {
  "": "",
  not: "eba_ZZ:x959",
  highly_complex: "eba_ZZ:x960",
  medium: "eba_ZZ:x961",
  easy: "eba_ZZ:x962",
};
export const SUBSTITUTABILITY_REASON_CODES: Record<SubstitutabilityReason, string> = {
  "": "",
  no_alternative: "eba_ZZ:x963",
  migration: "eba_ZZ:x964",
  both: "eba_ZZ:x965",
};
export const REINTEGRATION_CODES: Record<Reintegration, string> = {
  "": "",
  easy: "eba_ZZ:x798",
  difficult: "eba_ZZ:x966",
  highly_complex: "eba_ZZ:x967",
};

export const countryCode = (country: string) => (country ? `eba_GA:${country}` : "");
export const currencyCode = (currency: string) => (currency ? `eba_CU:${currency}` : "");
export const serviceCode = (service: string) => (service ? `eba_TA:${service}` : "");
