import { type SeedServer, tool } from "./server";

export const treasury: SeedServer = {
  name: "Treasury gateway",
  address: "https://treasury.norvik.example/mcp",
  supplier: "Fjordbank",
  credential: "svc-treasury",
  tools: [
    tool("list_accounts", "Lists the company's bank accounts with currency and bank.", {}, "read"),
    tool(
      "get_balance",
      "Returns the booked and available balance of an account.",
      { account: "string: Account id" },
      "read",
    ),
    tool(
      "list_payments",
      "Lists outgoing payments with status and beneficiary, newest first.",
      { "account?": "string: Only this account", "since?": "string: ISO date", "limit?": "integer: At most 200" },
      "read",
    ),
    tool("propose_payment", "Creates a payment proposal that a person releases later.", {
      account: "string: Account to debit",
      beneficiary: "string: Beneficiary id",
      amount: "number: Amount in the account's currency",
      reference: "string: Remittance text",
    }),
    tool(
      "release_payment",
      "Releases a proposed payment to the bank. Once released it cannot be called back.",
      { proposal: "string: Proposal id", "urgent?": "boolean: Same-day settlement" },
      "destructive",
    ),
    tool("cancel_payment", "Cancels a proposal that has not been released yet.", { proposal: "string: Proposal id" }),
    tool(
      "refund_card_payment",
      "Refunds a card payment to the card it came from, in full or in part.",
      { payment: "string: Payment id", amount: "number: Amount to refund", reason: "string: Shown to the customer" },
      "destructive",
    ),
  ],
  reaches: {
    list_accounts: [["Operating accounts", "read"]],
    get_balance: [["Operating accounts", "read"]],
    list_payments: [["Payment journal", "read"]],
    propose_payment: [["Payment journal", "write"]],
    release_payment: [
      ["Operating accounts", "write"],
      ["Payment journal", "write"],
    ],
    cancel_payment: [["Payment journal", "write"]],
    refund_card_payment: [["Card acquirer", "write"]],
  },
};

export const erp: SeedServer = {
  name: "ERP connector",
  address: "https://erp.norvik.example/mcp",
  supplier: "Loomstack",
  credential: "svc-erp-agents",
  tools: [
    tool(
      "find_invoice",
      "Searches incoming invoices by carrier, number or amount.",
      { query: "string: Search words", "limit?": "integer: At most 50" },
      "read",
    ),
    tool(
      "get_purchase_order",
      "Returns a purchase order with its lines and deliveries.",
      { order: "string: Order number" },
      "read",
    ),
    tool("match_invoice", "Marks an invoice as matched with a purchase order.", {
      invoice: "string: Invoice id",
      order: "string: Order number",
    }),
    tool("post_journal_entry", "Posts a journal entry to the general ledger of the open period.", {
      lines: "object[]: Account, amount and text of each line",
      period: "string: YYYY-MM",
    }),
    tool("create_supplier_record", "Creates a new supplier master record.", {
      name: "string: Legal name",
      country: "string: ISO country",
      "vat?": "string: VAT number",
    }),
    tool(
      "update_bank_details",
      "Replaces the bank details to which a supplier is paid.",
      { supplier: "string: Supplier id", iban: "string: New IBAN", bic: "string: New BIC" },
      "destructive",
    ),
    tool(
      "export_ledger",
      "Exports all ledger lines of a period as a file.",
      { period: "string: YYYY-MM", format: "string: csv or xlsx" },
      "read",
    ),
    tool("get_exposure", "Returns open currency positions by counterparty.", { currency: "string: ISO code" }, "read"),
  ],
  reaches: {
    find_invoice: [["Invoice archive", "read"]],
    get_purchase_order: [["Invoice archive", "read"]],
    match_invoice: [["Invoice archive", "write"]],
    post_journal_entry: [["General ledger", "write"]],
    create_supplier_record: [["Supplier master", "write"]],
    update_bank_details: [["Supplier master", "write"]],
    export_ledger: [["General ledger", "read"]],
    get_exposure: [["General ledger", "read"]],
  },
};
