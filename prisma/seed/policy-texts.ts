import type { TestCaseInput } from "@/lib/policy/schema";
import { teamId } from "./organisation";

export interface SeedVersion {
  text: string;
  tests: readonly TestCaseInput[];
  by: string;
  daysAgo: number;
  /** Proposed with this note; absent: still a draft. */
  note?: string;
  published?: string;
  rejected?: { by: string; reason: string };
}

export interface SeedPolicy {
  name: string;
  description: string;
  versions: readonly SeedVersion[];
  retired?: { by: string; agreed: string; daysAgo: number; reason: string };
}

type Tool = TestCaseInput["tool"];
const propose: Tool = {
  server: "Treasury gateway",
  name: "propose_payment",
  effect: "write",
  tier: "critical",
  capabilities: ["pay"],
  dataClasses: ["payment"],
};
const payslip: Tool = { server: "People system", name: "get_payslip", dataClasses: ["personal"], tier: "moderate" };
const sendMail: Tool = {
  server: "Mail and calendar",
  name: "send_mail",
  effect: "write",
  tier: "high",
  capabilities: ["communicate"],
};
const deleteDocument: Tool = {
  server: "Document archive",
  name: "delete_document",
  effect: "destructive",
  tier: "high",
  capabilities: ["delete"],
};
const payout = { name: "Carrier payout agent", tier: "critical", environment: "production" } as const;

const largePayouts = (limit: string) => `// Finance policy FP-12, section 7: two signatures above the limit.
@stepup("payment")
@quorum("2")
@ttl("30m")
@reason("The amount is above ${Number(limit).toLocaleString("en")}: finance policy FP-12 asks for two signatures.")
forbid (
  principal,
  action == Action::"pay",
  resource in Server::"Treasury gateway"
)
when {
  context.numbers.hasTag("amount") &&
  context.numbers.getTag("amount").greaterThan(decimal("${limit}.0"))
}
unless {
  context has approval &&
  context.approval.count >= 2 &&
  context.approval.groups.contains("payment")
};
`;

const paying = (amount: number, expected: TestCaseInput["expected"], name: string): TestCaseInput => ({
  name,
  agent: payout,
  tool: propose,
  arguments: { account: "NO-4410", beneficiary: "BEN-2210", amount, reference: "Week 47" },
  request: `Propose a payment of ${amount} from account NO-4410 to beneficiary BEN-2210 with the reference Week 47.`,
  expected,
});

const PAYSLIPS = `// Works council agreement of March 2026, section 3.
@reason("Payslips stay with People Operations.")
forbid (
  principal,
  action,
  resource == Tool::"People system/get_payslip"
)
unless { principal in Team::"${teamId("People Operations")}" };
`;

const ARCHIVE = `@reason("Contracts are kept for ten years: nothing is deleted from the archive.")
forbid (
  principal,
  action == Action::"delete",
  resource in Server::"Document archive"
);
`;

const ARCHIVE_ASKS = `// Drafts and duplicates may go once somebody looked; contracts stay for ten years.
@stepup("deletion")
@ttl("15m")
@reason("Somebody looks before anything leaves the archive.")
forbid (
  principal,
  action == Action::"delete",
  resource in Server::"Document archive"
)
unless {
  context has approval &&
  context.approval.groups.contains("deletion")
};
`;

export const POLICIES: readonly SeedPolicy[] = [
  {
    name: "Large payouts need two signatures",
    description: "Payments above the limit of finance policy FP-12 wait for two people, whoever asked for them.",
    versions: [
      {
        text: largePayouts("25000"),
        tests: [paying(40_000, "step_up", "40,000 asks for two signatures")],
        by: "ines",
        daysAgo: 92,
        note: "Puts section 7 of FP-12 in force for agents too.",
        published: "henrik",
      },
      {
        text: largePayouts("10000"),
        tests: [
          paying(40_000, "step_up", "40,000 asks for two signatures"),
          paying(10_001, "step_up", "Just above the limit asks as well"),
        ],
        by: "ines",
        daysAgo: 24,
        note: "The board lowered the limit from 25,000 to 10,000 in its meeting of October.",
        published: "henrik",
      },
    ],
  },
  {
    name: "Payslips stay with People Operations",
    description: "No agent of another team reads a payslip, whatever was granted to it.",
    versions: [
      {
        text: PAYSLIPS,
        tests: [
          { name: "An agent of another team", agent: { name: "Invoice matcher" }, tool: payslip, expected: "deny" },
        ],
        by: "priya",
        daysAgo: 71,
        note: "Agreed with the works council; until now only the grants said so.",
        published: "ines",
      },
    ],
  },
  {
    name: "Test agents write to nobody outside",
    description: "Agents outside production send no messages: their data is made up, and their readers would not know.",
    versions: [
      {
        text: `@reason("Only agents in production write to people.")
forbid (
  principal,
  action == Action::"communicate",
  resource
)
when { principal.environment != "production" };
`,
        tests: [
          {
            name: "A mail from staging",
            agent: { name: "Dunning letter drafter", environment: "staging" },
            tool: sendMail,
            arguments: { to: "kari@shipper.example", body: "A reminder" },
            request: "Send kari@shipper.example a reminder.",
            expected: "deny",
          },
        ],
        by: "henrik",
        daysAgo: 55,
        note: "After the test run of August, which reached eleven real customers.",
        published: "ines",
      },
    ],
  },
  {
    name: "The contract archive is not emptied",
    description: "Documents in the archive are kept for ten years.",
    versions: [
      {
        text: ARCHIVE,
        tests: [{ name: "A document cannot be deleted", agent: {}, tool: deleteDocument, expected: "deny" }],
        by: "ines",
        daysAgo: 130,
        note: "Retention of contracts, ten years, section 4 of the records schedule.",
        published: "henrik",
      },
      {
        text: ARCHIVE_ASKS,
        tests: [
          {
            name: "Somebody is asked before a document goes",
            agent: {},
            tool: deleteDocument,
            arguments: { document: "DOC-118" },
            request: "Delete document DOC-118.",
            expected: "step_up",
          },
        ],
        by: "henrik",
        daysAgo: 2,
        note: "Duplicates pile up since the import of October. Let the records desk agree to each deletion instead of forbidding all.",
      },
    ],
  },
  {
    name: "Goodwill credits are looked at",
    description: "A credit above 50 euro is looked at before a customer hears of it.",
    versions: [
      {
        text: `@stepup("payment")
@reason("A goodwill credit above 50 euro is looked at first.")
forbid (
  principal,
  action,
  resource == Tool::"Care desk/issue_goodwill_credit"
)
when {
  context.numbers.hasTag("amount") &&
  context.numbers.getTag("amount").greaterThan(decimal("50.0"))
}
unless {
  context has approval &&
  context.approval.groups.contains("payment")
};
`,
        tests: [],
        by: "ines",
        daysAgo: 1,
      },
    ],
  },
  {
    name: "Payments in office hours",
    description: "Nothing is paid while nobody is there to look at it.",
    versions: [
      {
        text: `@reason("Payments wait for the day.")
forbid (
  principal,
  action == Action::"pay",
  resource
)
when { context.hour < 6 || context.hour >= 20 };
`,
        tests: [],
        by: "priya",
        daysAgo: 33,
        note: "Two payments went out at night in September and were noticed only in the morning.",
        rejected: {
          by: "ines",
          reason:
            "It would stop the settlement with the carriers in Singapore, who are paid at night. Ask for a second person instead.",
        },
      },
    ],
  },
  {
    name: "Quarter-end freeze",
    description: "No journal entries by agents while the quarter is being closed.",
    versions: [
      {
        text: `@reason("The quarter is being closed: the accountants post by hand.")
forbid (
  principal,
  action,
  resource == Tool::"ERP connector/post_journal_entry"
);
`,
        tests: [],
        by: "ines",
        daysAgo: 52,
        note: "For the close of the third quarter, until the auditors have signed.",
        published: "priya",
      },
    ],
    retired: { by: "ines", agreed: "henrik", daysAgo: 40, reason: "The third quarter is closed and signed." },
  },
];
