import type { AuditSearchInput } from "@/lib/audit";
import { AGENTS, LAST } from "./timeline-fill";

export const padded = (prefix: string, at: number) => `${prefix}_${String(at).padStart(26, "0")}`;
const day = (at: number) => new Date(LAST - at * 86_400_000).toISOString().slice(0, 10);

/** What people ask, each time for something else. */
export const SEARCHES: Record<string, (turn: number) => AuditSearchInput> = {
  "no facet": () => ({}),
  "an agent": (turn) => ({ agentId: padded("agt", (turn * 37) % AGENTS) }),
  "a person": (turn) => ({ personId: [padded("per", turn % 80)] }),
  "a tool": (turn) => ({ tool: [TOOLS[turn % TOOLS.length] as string] }),
  "a policy": (turn) => ({ policy: [padded("pol", turn % 25)] }),
  "a kind": (turn) => ({
    kind: [(["approval.approved", "decision.made", "access.refused"] as const)[turn % 3] as "decision.made"],
  }),
  "a resource": (turn) => ({ kind: [(["approval", "agent", "session"] as const)[turn % 3] as "approval"] }),
  "an outcome": (turn) => ({ outcome: [(["refused", "failed"] as const)[turn % 2] as "refused"] }),
  "a severity": (turn) => ({ severity: [(["warning", "notice", "alert"] as const)[turn % 3] as "warning"] }),
  "a month": (turn) => ({ from: day(30 * (turn % 11) + 30), to: day(30 * (turn % 11)) }),
  "a correlation": (turn) => ({ correlationId: padded("req", 30_000 + turn * 5_003) }),
};
export const NARROW: Record<string, (turn: number) => AuditSearchInput> = {
  "agent and kind": (turn) => ({ agentId: padded("agt", (turn * 37) % AGENTS), kind: ["approval.approved"] }),
  "tool and outcome": (turn) => ({ tool: [TOOLS[turn % TOOLS.length] as string], outcome: ["failed"] }),
  "a word": (turn) => ({ text: WORDS[turn % WORDS.length] as string }),
  "agent, kind and word": (turn) => ({
    agentId: padded("agt", (turn * 37) % AGENTS),
    kind: ["decision.made"],
    text: WORDS[turn % WORDS.length] as string,
  }),
  "tool, outcome and word": (turn) => ({
    tool: [TOOLS[turn % TOOLS.length] as string],
    outcome: ["refused"],
    text: WORDS[turn % WORDS.length] as string,
  }),
  "policy, person and rare word": (turn) => ({
    policy: [padded("pol", turn % 25)],
    outcome: ["refused"],
    text: `case${turn * 97}`,
  }),
};
const TOOLS = ["payments/refund_invoice", "ledger/lookup_journey", "crm/refund_order", "mail/lookup_contract"];
const WORDS = ["refund", "journey", "chargeback", '"chargeback dispute"', "case77", "lookup invoice", "nothingatall"];
