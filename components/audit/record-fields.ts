import type { EventDetail } from "@/lib/audit/search";

/** What was recorded with an event, sorted into the order in which people ask. Pure. */

export type Field = EventDetail["details"][number];

export interface FieldGroup {
  title: string;
  fields: { label: string; field: Field }[];
}

/** Group by group, field by field: the record of L1 in the order who, what, decided how, why. What is in none comes last. */
const GROUPS: readonly (readonly [title: string, fields: Readonly<Record<string, string>>])[] = [
  [
    "Who acted, and for whom",
    {
      reportedBy: "Reported by",
      instanceId: "Instance",
      environment: "Environment",
      trigger: "Trigger",
      callerKind: "Asked as",
      callerId: "Asked by",
      chain: "Delegation chain",
      onBehalfOf: "On behalf of",
      personId: "Person",
      forPersonId: "In the place of",
    },
  ],
  [
    "What happened",
    {
      server: "Server",
      tool: "Tool",
      action: "Action",
      report: "What was reported",
      step: "Step",
      occurredAt: "Happened at, they say",
      durationMillis: "Took, milliseconds",
      micros: "Took, microseconds",
      masked: "Masked before it was stored",
    },
  ],
  [
    "How it was decided",
    {
      answer: "Answer",
      why: "Why",
      decisionId: "Decision",
      policies: "Policies and versions",
      entitlementId: "Grant",
      entitlementIds: "Grants",
      approvalId: "Approval",
      groups: "Asked of",
      quorum: "Approvals needed",
      votes: "Votes",
      credentialId: "Credential",
      snapshot: "State of the rules",
    },
  ],
  [
    "Reasons given",
    {
      reason: "Reason",
      justification: "Justification",
      purpose: "Purpose",
      text: "Words",
      note: "Note",
      source: "Source",
    },
  ],
];

/** The fields of an event in groups; empty groups are left out. */
export function groupsOf(fields: readonly Field[]): FieldGroup[] {
  const told = GROUPS.map(([title, labels]) => ({
    title,
    fields: Object.entries(labels).flatMap(([name, label]) =>
      fields.filter(({ field }) => field === name).map((field) => ({ label, field })),
    ),
  }));
  const placed = new Set(told.flatMap((group) => group.fields.map(({ field }) => field.field)));
  const rest = fields
    .filter(({ field }) => !placed.has(field))
    .map((field) => ({ label: wordsOf(field.field), field }));
  return [...told, { title: "Further details", fields: rest }].filter((group) => group.fields.length > 0);
}

/** "formerOwnerId" as "Former owner id". */
function wordsOf(field: string): string {
  const words = field.replace(/([A-Z])/g, " $1").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * The fields that the leaf commits to and nothing beside it holds any more: their time was over, or they were erased.
 * Their proof stands: the leaf still has the commitment.
 */
export function goneFields(event: Pick<EventDetail, "leaf" | "details" | "personal">): string[] {
  const kept = new Set([...event.details.filter(({ beside }) => beside), ...event.personal].map(({ field }) => field));
  return Object.keys(commitmentsIn(event.leaf)).filter((field) => !kept.has(field));
}

/** A leaf that was changed past every wall may be no JSON: the self-audit names it, and this page still shows it. */
function commitmentsIn(leaf: string): Record<string, unknown> {
  try {
    const { commitments = {} } = JSON.parse(leaf) as { commitments?: Record<string, unknown> };
    return commitments;
  } catch {
    return {};
  }
}

/** "secret: 2; email: 1" as single words with their counts. */
export function maskedKinds(value: string): { kind: string; count: string }[] {
  return [...value.matchAll(/([\w-]+): (\d+)/g)].map(([, kind = "", count = ""]) => ({ kind, count }));
}

/** Whether the event is the word of who reported it: nothing that the console saw itself. */
export function isReported(type: string): boolean {
  return type.endsWith(".reported");
}
