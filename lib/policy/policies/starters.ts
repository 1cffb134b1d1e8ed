import type { TestCaseInput } from "./schema";

/** A common rule to begin from: its text, what to fill in, and tests that show what it does. */
export interface Starter {
  id: string;
  title: string;
  description: string;
  text: string;
  tests: readonly TestCaseInput[];
}

const NIGHT = "2026-01-07T22:30:00.000Z";

const release = {
  server: "Treasury gateway",
  name: "release_payment",
  effect: "destructive",
  tier: "critical",
  capabilities: ["pay"],
} satisfies TestCaseInput["tool"];
const mailTool = {
  server: "Mail and calendar",
  name: "send_mail",
  effect: "write",
  capabilities: ["communicate"],
} satisfies TestCaseInput["tool"];
const asked = (request: string) => ({ request });

export const STARTERS: readonly Starter[] = [
  {
    id: "empty",
    title: "Empty",
    description: "Begin with nothing but the shape of a rule.",
    text: `// Say here, for whoever reads it next, what this rule is for.
forbid (
  principal,
  action,
  resource == Tool::"server/tool"
);
`,
    tests: [],
  },
  {
    id: "hours",
    title: "No payments at night",
    description: "Nothing is paid while nobody is there to look at it. Hours are UTC.",
    text: `@reason("Payments wait for the day: nobody is there to look at them.")
forbid (
  principal,
  action == Action::"pay",
  resource
)
when { context.hour < 6 || context.hour >= 20 };
`,
    tests: [
      {
        name: "A payment at half past ten in the evening",
        tool: release,
        agent: {},
        at: NIGHT,
        expected: "deny",
        arguments: { proposal: "PP-1" },
      },
      {
        name: "Reading at night stays free",
        tool: { server: "Treasury gateway", name: "get_balance" },
        agent: {},
        at: NIGHT,
        expected: "allow",
      },
    ],
  },
  {
    id: "two-people",
    title: "Two people for critical agents",
    description: "What an agent of tier critical pays, deletes or changes in rights waits until two people agreed.",
    text: `@stepup("payment")
@quorum("2")
@ttl("30m")
@reason("The agent is of tier critical: two people look at it.")
forbid (
  principal,
  action in [Action::"pay", Action::"delete", Action::"administer"],
  resource
)
when { principal.tier == "critical" }
unless {
  context has approval &&
  context.approval.count >= 2 &&
  context.approval.groups.contains("payment")
};
`,
    tests: [
      {
        name: "A payment of a critical agent asks",
        tool: release,
        agent: { tier: "critical" },
        arguments: { proposal: "PP-1" },
        ...asked("Release the payment proposal PP-1."),
        expected: "step_up",
      },
    ],
  },
  {
    id: "amount",
    title: "Large amounts ask",
    description: "Above an amount somebody has to agree, whoever asked for it.",
    text: `@stepup("payment")
@ttl("15m")
@reason("The amount is above 10,000.")
forbid (
  principal,
  action == Action::"pay",
  resource
)
when {
  context.numbers.hasTag("amount") &&
  context.numbers.getTag("amount").greaterThan(decimal("10000.0"))
}
unless {
  context has approval &&
  context.approval.groups.contains("payment")
};
`,
    tests: [
      {
        name: "12,000 asks, also when the person named it",
        tool: release,
        agent: {},
        arguments: { amount: 12_000 },
        ...asked("Pay 12000 with release_payment."),
        expected: "step_up",
      },
    ],
  },
  {
    id: "recipients",
    title: "Only these recipients",
    description: "Mail goes to addresses of these domains and to nobody else.",
    text: `@reason("Mail goes to our own domain only.")
forbid (
  principal,
  action == Action::"communicate",
  resource == Tool::"Mail and calendar/send_mail"
)
unless {
  context.texts.hasTag("to") &&
  (context.texts.getTag("to") like "*@norvik.example")
};
`,
    tests: [
      {
        name: "To somebody outside",
        tool: mailTool,
        agent: {},
        arguments: { to: "eve@elsewhere.example", body: "Hello" },
        ...asked("Send eve@elsewhere.example a mail that says Hello."),
        expected: "deny",
      },
      { name: "Without a recipient", tool: mailTool, agent: {}, arguments: { body: "Hello" }, expected: "deny" },
    ],
  },
  {
    id: "mask",
    title: "Mask a field",
    description: "These agents may read the tool, if the caller masks a field of what comes back.",
    text: `// A permit grants: name the agents or the team that it is for.
@obligation("mask:body")
permit (
  principal == Agent::"agt_…",
  action == Action::"read",
  resource == Tool::"Mail and calendar/read_inbox"
);
`,
    tests: [],
  },
  {
    id: "public",
    title: "Public agents change nothing dangerous",
    description: "Agents that the public talks to never pay, delete or change rights, whatever was granted.",
    text: `@reason("Agents that the public talks to do not pay, delete or change rights.")
forbid (
  principal,
  action in [Action::"pay", Action::"delete", Action::"administer"],
  resource
)
when { principal.exposure == "public" };
`,
    tests: [
      {
        name: "A payment by an agent that the public talks to",
        tool: release,
        agent: { exposure: "public" },
        arguments: { proposal: "PP-1" },
        expected: "deny",
      },
    ],
  },
];
