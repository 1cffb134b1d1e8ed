import { X } from "lucide-react";
import Link from "next/link";
import { buttonVariants } from "@/components/ui/button";
import { LiteralText } from "@/components/ui/literal-text";
import { typeLabel } from "@/lib/audit/present";
import type { AuditSearch } from "@/lib/audit/search";
import { severityLabel } from "./event-marks";
import { auditHref, LIST_FIELDS, type ListField } from "./hrefs";
import { OUTCOME_LABELS } from "./words";

interface Chip {
  label: string;
  change: Partial<AuditSearch>;
}

/** The filters in force as chips that take themselves away; nothing where the whole log is shown. */
export function AppliedFilters({ search, names }: { search: AuditSearch; names: ReadonlyMap<string, string> }) {
  const chips = chipsOf(search, names);
  if (chips.length === 0) return null;
  return (
    <ul aria-label="Filters in force" className="mb-3 flex flex-wrap gap-1.5">
      {chips.map((chip) => (
        <li key={chip.label} className="min-w-0 max-w-full">
          <Link
            href={auditHref(search, chip.change)}
            prefetch={false}
            className="inline-flex min-h-6 max-w-full items-center gap-1 rounded-sm border border-border bg-muted px-1.5 text-xs hover:bg-accent"
          >
            <LiteralText text={chip.label} className="min-w-0 truncate" />
            <X aria-hidden className="size-3 shrink-0" />
            <span className="sr-only"> (remove this filter)</span>
          </Link>
        </li>
      ))}
      <li>
        <Link href={auditHref({})} prefetch={false} className={buttonVariants({ variant: "link", size: "sm" })}>
          Show everything
        </Link>
      </li>
    </ul>
  );
}

const WORDS: Record<ListField, string> = {
  kind: "",
  severity: "",
  outcome: "",
  actorId: "by ",
  agentId: "agent ",
  personId: "person ",
  tool: "tool ",
  policy: "policy ",
};

/** Every filter in force with the change that takes it away. */
export function chipsOf(search: AuditSearch, names: ReadonlyMap<string, string>): Chip[] {
  const named = (id: string) => names.get(id) ?? id;
  const lists = LIST_FIELDS.flatMap((field): Chip[] => [
    ...search[field].map((value) => ({
      label: `${WORDS[field]}${told(field, value, named)}`,
      change: { [field]: search[field].filter((other: string) => other !== value) },
    })),
    ...search.not[field].map((value) => ({
      label: `not ${WORDS[field]}${told(field, value, named)}`,
      change: { not: { ...search.not, [field]: search.not[field].filter((other: string) => other !== value) } },
    })),
  ]);
  return [
    ...(search.text ? [{ label: `words ${search.text}`, change: { text: "" } }] : []),
    ...lists,
    ...(search.targetId ? [{ label: `about ${named(search.targetId)}`, change: { targetId: null } }] : []),
    ...(search.correlationId ? [{ label: "one workflow", change: { correlationId: null } }] : []),
    ...(search.from ? [{ label: `from ${instant(search.from)}`, change: { from: null } }] : []),
    ...(search.to ? [{ label: `to ${instant(search.to)}`, change: { to: null } }] : []),
  ];
}

function told(field: ListField, value: string, named: (id: string) => string): string {
  if (field === "kind") return typeLabel(value);
  if (field === "severity") return severityLabel(value as never);
  if (field === "outcome") return OUTCOME_LABELS[value as keyof typeof OUTCOME_LABELS];
  return field === "tool" ? value : named(value);
}

/** A day stays a day; an instant is shortened to its minute, in UTC. */
function instant(value: string): string {
  return value.length === 10 ? value : `${new Date(value).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
