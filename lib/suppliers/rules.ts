import type { CodeType, ContractState, Criticality } from "./terms";

/** How the register compares names: what differs only in case or white space is one name. The database asks `lower(name)`. */
export function nameKey(name: string): string {
  return name.normalize("NFC").replace(/\s+/g, " ").trim().toLowerCase();
}

/** Every name under which a supplier is found, each once, its own first. */
export function keysOf(name: string, others: readonly string[]): string[] {
  return [...new Set([name, ...others].map(nameKey).filter(Boolean))];
}

/** Whether this is a Legal Entity Identifier: 18 characters and two check digits (ISO 17442, ISO 7064 MOD 97-10). */
export function isLei(code: string): boolean {
  if (!/^[0-9A-Z]{18}[0-9]{2}$/.test(code)) return false;
  let rest = 0;
  for (const character of code) {
    const value = Number.parseInt(character, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

const DAY_MS = 86_400_000;
const SOON_DAYS = 90;

/** Where a contract stands on the day of `now` (UTC). Days are `2026-11-21`, empty where not stated. */
export function contractState(
  contract: { contractRef: string; contractStart: string; contractEnd: string; noticeDays: number | null },
  now: Date,
): ContractState {
  const { contractRef, contractStart, contractEnd, noticeDays } = contract;
  if (!contractRef && !contractStart && !contractEnd) return "none";
  const today = now.toISOString().slice(0, 10);
  if (contractEnd && contractEnd < today) return "ended";
  if (contractStart && contractStart > today) return "future";
  if (!contractEnd) return "running";
  const left = (Date.parse(contractEnd) - Date.parse(today)) / DAY_MS;
  return left <= Math.max(SOON_DAYS, noticeDays ?? 0) ? "soon" : "running";
}

export interface Fault {
  path: string;
  message: string;
}

interface Checked {
  id: string | null;
  contractStart: string;
  contractEnd: string;
  arrangement: string;
  overarchingRef: string;
  contractRef: string;
  otherCode: string;
  otherCodeType: CodeType;
  annualCost: number | null;
  currency: string;
  subcontractorIds: readonly string[];
}

/** What cannot be true together, each with the field that mends it. */
export function faultsOf(supplier: Checked): Fault[] {
  const faults: Fault[] = [];
  const { contractStart, contractEnd } = supplier;
  if (contractStart && contractEnd && contractEnd < contractStart) {
    faults.push({ path: "contractEnd", message: "The contract ends before it begins." });
  }
  if (supplier.arrangement !== "subsequent" && supplier.overarchingRef) {
    faults.push({ path: "overarchingRef", message: "Only a subsequent arrangement has an overarching one." });
  }
  if (supplier.overarchingRef && supplier.overarchingRef === supplier.contractRef) {
    faults.push({ path: "overarchingRef", message: "A contract is not its own overarching contract." });
  }
  if (supplier.otherCode && !supplier.otherCodeType) {
    faults.push({ path: "otherCodeType", message: "Say what kind of code this is." });
  }
  if (supplier.annualCost !== null && !supplier.currency) {
    faults.push({ path: "currency", message: "Say in which currency." });
  }
  if (supplier.id !== null && supplier.subcontractorIds.includes(supplier.id)) {
    faults.push({ path: "subcontractorIds", message: "A supplier is not its own subcontractor." });
  }
  return faults;
}

export type TrustDecision = { allowed: true } | { allowed: false; code: "conflict"; reason: string };

/**
 * Whether trust can be given or taken. Trust lets a supplier's own claims lower the rating of its tools: what falls by it is
 * held by the tiers until a second person confirms.
 */
export function decideTrust(trusted: boolean, wanted: boolean): TrustDecision {
  if (trusted !== wanted) return { allowed: true };
  const reason = wanted
    ? "This supplier is trusted already."
    : "This supplier is not trusted: there is nothing to take.";
  return { allowed: false, code: "conflict", reason };
}

/** Whether a critical or important function rests on it: then the regulation asks for far more. */
export function isWeighty(criticality: Criticality): boolean {
  return criticality !== "none";
}
