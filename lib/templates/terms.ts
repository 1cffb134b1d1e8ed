/** The words of agent templates. Safe for the browser. */

/** `shipped`: comes with the product. An organisation's own is proposed, then approved by somebody else, and retired in the end. */
const TEMPLATE_STATES = ["shipped", "proposed", "approved", "retired"] as const;
export type TemplateState = (typeof TEMPLATE_STATES)[number];
export const STATE_LABELS: Record<TemplateState, string> = {
  shipped: "Shipped",
  proposed: "Waits for approval",
  approved: "Approved",
  retired: "Retired",
};

export const LIMITS = { name: 120, description: 1000, tools: 500, rules: 20, line: 300 } as const;
