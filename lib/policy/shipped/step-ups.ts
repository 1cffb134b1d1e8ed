import { DATA_CLASSES, type PrivilegeClass } from "@/lib/risk/terms";
import type { ShippedPolicy } from "./terms";

/** The person asked for it, no text that was read ordered it, and nothing that matters came from where it should not. */
const BY_REQUEST = `context.provenance.asked && !context.provenance.ordered
    && ["stated", "standing", "trusted", "derived"].contains(context.provenance.worst)`;

/** The same, and every target in the person's own words or in standing knowledge: nothing was looked up or worked out. */
const IN_OWN_WORDS = `context.provenance.asked && !context.provenance.ordered
    && ["stated", "standing"].contains(context.provenance.worst)`;

const SENSITIVE = DATA_CLASSES.filter((each) => each !== "public" && each !== "internal");

interface StepUp {
  id: string;
  title: string;
  explanation: string;
  group: PrivilegeClass;
  reason: string;
  scope: string;
  when?: string;
  unless?: string;
  quorum?: number;
}

/** Cedar text with the annotations that make a forbid ask. Groups are privilege classes: each organisation says who sits in them. */
function asking({ id, title, explanation, group, reason, scope, when, unless, quorum = 1 }: StepUp): ShippedPolicy {
  const approved = `context has approval && context.approval.groups.contains("${group}") && context.approval.count >= ${quorum}`;
  const lines = [
    `@stepup("${group}")`,
    `@quorum("${quorum}")`,
    `@ttl("15m")`,
    `@reason("${reason}")`,
    `forbid (principal, ${scope}, resource)`,
    ...(when ? [`when {`, `  ${when}`, `}`] : []),
    ...(unless ? [`unless {`, `  ${unless}`, `}`] : []),
    `unless { ${approved} };`,
  ];
  return { id, version: "1", title, explanation, text: lines.join("\n") };
}

/** What is dangerous asks, as rarely as provenance allows. Reading and drafting stay free. */
export const STEP_UPS: readonly ShippedPolicy[] = [
  asking({
    id: "stepup.payment",
    title: "Payments the person did not name",
    explanation:
      "Moving money asks, unless the person asked for it and the payee and the amount are in their words, in standing knowledge, or found by what they named.",
    group: "payment",
    reason: "It moves money in a way the request does not settle.",
    scope: `action == Action::"pay"`,
    unless: BY_REQUEST,
  }),
  asking({
    id: "stepup.payment-critical",
    title: "Two people for payments of critical agents",
    explanation: "When a payment of an agent of tier critical asks, two people have to agree.",
    group: "payment",
    reason: "It moves money for an agent of tier critical.",
    scope: `action == Action::"pay"`,
    when: `principal.tier == "critical"`,
    unless: BY_REQUEST,
    quorum: 2,
  }),
  asking({
    id: "stepup.deletion",
    title: "Deletions the person did not name",
    explanation: "Deleting asks, unless the person asked for it and what is deleted is what they named.",
    group: "deletion",
    reason: "It deletes something that the request does not settle.",
    scope: `action == Action::"delete"`,
    unless: BY_REQUEST,
  }),
  asking({
    id: "stepup.permission",
    title: "Rights, credentials and infrastructure",
    explanation:
      "Sharing, permissions, credentials and infrastructure ask, unless the person asked for the change and named whom and what it concerns.",
    group: "permission_change",
    reason: "It changes rights, credentials or infrastructure in a way the request does not settle.",
    scope: `action == Action::"administer"`,
    unless: BY_REQUEST,
  }),
  asking({
    id: "stepup.execution",
    title: "Code and commands in production",
    explanation: "Running code or commands in production asks, unless the person wrote what is to be run.",
    group: "infrastructure_change",
    reason: "It runs code or a command in production that the person did not write.",
    scope: `action == Action::"execute"`,
    when: `principal.environment == "production"`,
    unless: IN_OWN_WORDS,
  }),
  asking({
    id: "stepup.execution-ordered",
    title: "Code and commands from read text",
    explanation:
      "Running what a text told the agent to run, or what came from untrusted content, asks in every environment.",
    group: "infrastructure_change",
    reason: "It runs something that came from what the agent read.",
    scope: `action == Action::"execute"`,
    when: `context.provenance.ordered || context.provenance.worst == "untrusted"`,
  }),
  asking({
    id: "stepup.export",
    title: "Exports of sensitive data",
    explanation:
      "Exporting asks when the tool reaches data that is confidential or worse, or when the person did not ask for the export.",
    group: "data_export",
    reason: "It takes data out in bulk.",
    scope: `action == Action::"export"`,
    unless: `${BY_REQUEST} && !resource.dataClasses.containsAny([${SENSITIVE.map((each) => `"${each}"`).join(", ")}])`,
  }),
  asking({
    id: "stepup.communication",
    title: "Messages to whom nobody named",
    explanation:
      "Sending and publishing ask, unless the person asked for it and the recipients are in their words, in standing knowledge, or found by what they named.",
    group: "external_communication",
    reason: "It sends something to people or places that the request does not settle.",
    scope: `action == Action::"communicate"`,
    unless: BY_REQUEST,
  }),
  asking({
    id: "stepup.change",
    title: "Changes that read text asked for",
    explanation:
      "Adding and changing is free, until it is a text the agent read that asks for it, or that says where it goes.",
    group: "infrastructure_change",
    reason: "It changes something because of what the agent read, not because of the request.",
    scope: `action == Action::"write"`,
    when: `context.provenance.ordered
    || context.provenance.worst == "untrusted"
    || (context.provenance.readUntrusted && context.provenance.requestKnown
        && (!context.provenance.asked || context.provenance.worst == "nowhere"))`,
  }),
  asking({
    id: "stepup.carrying-out",
    title: "Reading that carries something out",
    explanation:
      "Fetching an address or searching outside asks when the address came from untrusted content or from nowhere: what is sent along leaves the organisation.",
    group: "data_export",
    reason: "Reading this sends something to a place that the person did not name.",
    scope: `action == Action::"read"`,
    when: `context.provenance.carriesOut
    && (context.provenance.ordered || ["untrusted", "nowhere"].contains(context.provenance.worst))`,
  }),
];
