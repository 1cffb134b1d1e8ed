import type { Capability, Effect } from "@/lib/risk/terms";
import type { Action, Origin, Outcome, Reason, UseRefusal } from "../terms";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** What an enforcement point says of the work this call belongs to. Calls and results are those *before* this one, in order. */
interface Workflow {
  /** The person's request that started it, in their words. */
  request: string | null;
  /** Who that person is, when the enforcement point knows. */
  personId: string | null;
  earlier: readonly EarlierCall[];
}

export interface EarlierCall {
  server: string;
  tool: string;
  arguments: { readonly [key: string]: Json };
  /** What came back, as text; null when it is not known. */
  result: string | null;
}

/** A call that asks to be decided: parsed strictly by its door, everything by value. */
export interface Call {
  agentId: string;
  instanceId: string | null;
  credentialId: string | null;
  tokenId: string | null;
  /** attested | federated | own_key | secret | none (the console's test bench) */
  strength: string;
  /** Agents that handed the work on, outermost first (RFC 8693 `act`). */
  chain: readonly string[];
  server: string;
  tool: string;
  /** What the caller says it does; null: whatever the tool does. Weaker than that is refused. */
  action: Action | null;
  arguments: { readonly [key: string]: Json };
  /** Resources that the caller says it touches, beside those the tool is linked to. */
  resourceIds: readonly string[];
  purpose: string;
  network: string;
  workflow: Workflow;
  /** Obligations that the caller can carry out; one that it cannot makes the answer a denial. */
  canDo: readonly string[];
}

/** Where one argument's value came from, with the words that say so. */
export interface ArgumentOrigin {
  argument: string;
  origin: Origin;
  /** Whether the value says where the action goes: a recipient, an account, an amount, an address, a file, a command. */
  matters: boolean;
  because: string;
}

export interface Provenance {
  requestKnown: boolean;
  /** The worst origin among the arguments that matter; `stated` when none matters. */
  worst: Origin;
  arguments: readonly ArgumentOrigin[];
  /** Untrusted content was read earlier in this work. */
  readUntrusted: boolean;
  /** Reading that carries something out: an address fetched with arguments, a search sent outside. */
  carriesOut: boolean;
  /** The request (or, without one, the standing purpose) asks for an action of this kind. Reading needs no asking. */
  asked: boolean;
  /** Text that was read earlier tells the reader to do this, and the person did not. */
  ordered: boolean;
  /** What was noticed about the action as a whole, as sentences for people. */
  signs: readonly string[];
}

/** What an approval would have to be (A4), the union over the policies that ask. */
export interface StepUp {
  groups: readonly string[];
  quorum: number;
  ttlSeconds: number;
  reasons: readonly string[];
}

/** What an approval brings into the request. The decision point asks itself with one that nobody gave yet. */
export interface ApprovalFacts {
  personIds: readonly string[];
  groups: readonly string[];
  /** How many people it stands for, where that is more than are named: who breaks the glass is enough alone. */
  count?: number;
}

/** The approval that a call named, and what became of that. */
interface NamedApproval {
  /** Null: nothing that the caller may use is known by what it named. */
  id: string | null;
  /** The people whose approval counted. */
  personIds: readonly string[];
  /** Null: it was used up for this decision. */
  refusal: UseRefusal | null;
}

export interface Obligation {
  id: string;
  policyId: string;
}

/** What would have had to be different, from the nearest. */
export interface NearMiss {
  kind: "grant" | "policy";
  id: string;
  because: string;
}

/** The answer to one call, before it is recorded. Pure: the same call on the same snapshot gives the same answer. */
export interface Answer {
  outcome: Outcome;
  reason: Reason;
  action: Action | null;
  /** Satisfied grants (by id) and policies (id and version) that determined it. */
  entitlementIds: readonly string[];
  policies: readonly { id: string; version: string }[];
  stepUp: StepUp | null;
  obligations: readonly Obligation[];
  warnings: readonly string[];
  nearMisses: readonly NearMiss[];
  provenance: Provenance;
  /** Policies that failed and were skipped. */
  errors: readonly { id: string; message: string }[];
  /** Only of a call that named one. */
  approval?: NamedApproval;
}

/** What is known of an agent. One object per state of the agent: a change makes another, so that what is derived may be kept by it. */
export interface AgentFacts {
  readonly id: string;
  readonly name: string;
  readonly environment: string;
  readonly status: string;
  /** An agent that was never classified counts as critical. */
  readonly tier: string;
  readonly kind: string;
  readonly autonomy: string;
  readonly exposure: string;
  readonly provider: string;
  readonly model: string;
  readonly purpose: string;
  readonly teamId: string | null;
  readonly ownerId: string | null;
  readonly deputyId: string | null;
  readonly sponsorId: string | null;
  /** Somebody is named to answer for it and it does not wait for the governance queue. */
  readonly owned: boolean;
  readonly attested: boolean;
  readonly revision: number;
}

/** What is known of a tool as this agent has it: what a person accepted of its definition. */
export interface ToolFacts {
  readonly server: string;
  readonly name: string;
  readonly state: string;
  readonly effect: Effect;
  readonly tier: string;
  readonly capabilities: readonly Capability[];
  readonly resourceIds: readonly string[];
  readonly dataClasses: readonly string[];
}
