import type { ShippedTemplate } from "./template";

export const payments: ShippedTemplate = {
  id: "tpl_payments",
  name: "Payments",
  description: "Prepares payments from approved documents; each payment waits for a person before money moves.",
  content: {
    kind: "agent",
    purpose: "Matches [documents] with orders and prepares payments to known payees. A person releases each one.",
    autonomy: "acts_with_approval",
    exposure: "internal",
    dataRead: ["confidential", "payment"],
    dataWritten: ["payment"],
    privileges: ["payment"],
    tools: [
      { what: "Read invoices, orders and balances", capabilities: ["read"], limit: "Accounts of one company" },
      {
        what: "Release a payment",
        capabilities: ["write", "pay"],
        limit: "Known payees; an amount for each payment and for each day; a reference that cannot be used twice",
      },
    ],
    mustNot: [
      "Creating payees or changing bank details in the same agent.",
      "Instructions taken from mail or documents without a check against the order.",
      "Acting alone, whatever the amount.",
    ],
  },
};
