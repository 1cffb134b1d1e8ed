import type { Group, StandingState } from "../terms";
import type { Named } from "../views";
import type { Boundable } from "./bounds";

/** What pages show of standing approvals. Safe for the browser: types alone. Instants are ISO 8601. */

export interface StandingOffer {
  fromId: string;
  server: string;
  tool: string;
  arguments: readonly Boundable[];
  groups: readonly Group[];
  /** Both people sign with a passkey. */
  signed: boolean;
  mostUses: number;
  mostDays: number;
}

/** One bound in words: "amount" "between 0 and 500". Argument and text hold what an agent wrote: untrusted. */
export interface BoundView {
  argument: string;
  text: string;
}

export interface StandingView {
  id: string;
  version: number;
  state: StandingState;
  /** Why it ended, as a sentence; empty while it has not. */
  ended: string;
  agent: Named;
  environment: string;
  tier: string;
  server: string;
  tool: string;
  groups: readonly Group[];
  bounds: readonly BoundView[];
  used: number;
  maxUses: number;
  expiresAt: string;
  reason: string;
  fromId: string;
  proposedBy: Named;
  proposedAt: string;
  confirmedBy: Named | null;
  confirmedAt: string | null;
  signed: boolean;
  /** Who of the two may not decide such requests any more: it approves nothing meanwhile. */
  idle: string | null;
  /** What this reader may do now, each by the rule that the verb itself asks; null: may. Otherwise the reason as a sentence. */
  may: { confirm: string | null; reject: string | null; revoke: string | null };
}
