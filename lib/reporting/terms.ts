/** What happened, of what kind. */
export const REPORT_TYPES = ["call", "model", "message", "workflow", "alarm"] as const;
export type ReportType = (typeof REPORT_TYPES)[number];

export const TRIGGERS = ["human", "system", "schedule"] as const;
export const OUTCOMES = ["ok", "error", "denied", "cancelled"] as const;
export type ReportedOutcome = (typeof OUTCOMES)[number];

export const LIMITS = {
  batch: 1_000,
  idLength: 200,
  correlationLength: 64,
  nameLength: 200,
  textLength: 8_000,
  chain: 16,
  targets: 100,
  depth: 32,
  /** Clocks of reporters may be ahead by so much. */
  aheadMs: 600_000,
  /** How long an id is remembered. */
  rememberedDays: 7,
} as const;

/** What to write into a field, for whoever sent something else. */
export const HINTS: Readonly<Record<string, string>> = {
  id: `your own id of the event, 1 to ${LIMITS.idLength} visible characters; the same again when you send it again`,
  occurredAt: 'when it happened, as "2026-11-21T09:30:00Z", not in the future',
  type: `one of ${REPORT_TYPES.join(", ")}`,
  agentId: "the agent's id in Countersign (agt_…)",
  agent: "the agent's name in Countersign or the id of one of its instances (ins_…), where you do not know its id",
  instance: "an instance's id (ins_…) or your own name of it",
  environment: "one of development, staging, production",
  trigger: `one of ${TRIGGERS.join(", ")}`,
  onBehalfOf: "for whom, up to 200 characters",
  chain: `up to ${LIMITS.chain} ids, the nearest first`,
  action: "a word such as read, write, pay",
  server: "the tool's server; for a model its provider",
  tool: "the tool's name; for a model its name. A call needs one",
  targets: `up to ${LIMITS.targets} texts that name records`,
  input: `any JSON, nested at most ${LIMITS.depth} deep`,
  output: `any JSON, nested at most ${LIMITS.depth} deep`,
  decisionId: "the id of a decision about this agent (dec_…)",
  approvalId: "the id of an approval for this agent (apr_…)",
  entitlementId: "the id of a grant of this agent (ent_…)",
  credentialId: "the id of a credential of this agent (crd_…)",
  policy: "a policy's id here with its version (pol_…@3), or nothing",
  rationale: `up to ${LIMITS.textLength} characters`,
  inputSource: "where the input came from, up to 200 characters",
  correlationId: `your id of the piece of work: up to ${LIMITS.correlationLength} letters, digits, ".", ":", "_" and "-"`,
  step: "a whole number from 0",
  outcome: `one of ${OUTCOMES.join(", ")}. A call needs one`,
  error: `up to ${LIMITS.textLength} characters`,
  durationMillis: "milliseconds from 0 to 2,592,000,000",
  tokens: "{ input, output } in whole numbers",
};
