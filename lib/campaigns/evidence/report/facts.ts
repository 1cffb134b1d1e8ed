import type { Integrity } from "../../rules";
import type { Rights } from "../../terms";
import type { Manifest } from "../format";

/** A list that is cut, and how long it is. */
export interface CutList<T> {
  rows: T[];
  total: number;
}

export interface CountCell {
  key: string;
  state: string;
  decision: string;
  items: number;
}

interface ReportedItem {
  number: number;
  agent: string;
  tier: string;
  rights: Rights;
}

/** Everything that the report says, read from the pack's snapshot. */
export interface ReportFacts extends Pick<Manifest, "asOf" | "campaign"> {
  counts: Pick<Manifest["counts"], "items" | "byState" | "byDecision" | "votes" | "signoffs">;
  /** People, teams and agents that the report names, by id. */
  names: ReadonlyMap<string, string>;
  tiers: CountCell[];
  seats: CutList<CountCell>;
  removals: CutList<
    ReportedItem & { decision: string; remediation: string | null; verifiedAt: string | null; error: string }
  >;
  silent: CutList<ReportedItem & { seat: string; state: string; decision: string | null }>;
  exclusions: CutList<{
    name: string;
    targetKind: string;
    reason: string;
    requestedById: string;
    decidedById: string | null;
    until: string;
  }>;
  exceptions: CutList<{
    number: number;
    agent: string;
    reason: string;
    controls: string;
    until: string;
    signedById: string;
    passkey: boolean;
  }>;
  signoffs: CutList<{ stage: number; personId: string; at: string; items: number; digest: string }>;
  measures: CutList<{ personId: string; measure: Integrity }>;
  asks: { why: string; items: number }[];
  reminders: { step: string; people: number }[];
}
