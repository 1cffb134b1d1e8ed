import { X } from "lucide-react";
import Link from "next/link";
import { buttonVariants } from "@/components/ui/button";
import { typeLabel } from "@/lib/audit/present";
import type { AuditSearch } from "@/lib/audit/search";
import { auditHref } from "./hrefs";

/** The filters in force as chips that take themselves away; nothing where the whole log is shown. */
export function AppliedFilters({ search, names }: { search: AuditSearch; names: ReadonlyMap<string, string> }) {
  const named = (id: string) => names.get(id) ?? id;
  const chips: { label: string; change: Partial<AuditSearch> }[] = [
    ...search.kind.map((kind) => ({ label: typeLabel(kind), change: { kind: search.kind.filter((k) => k !== kind) } })),
    ...search.severity.map((severity) => ({
      label: severity,
      change: { severity: search.severity.filter((s) => s !== severity) },
    })),
    ...search.outcome.map((outcome) => ({
      label: outcome,
      change: { outcome: search.outcome.filter((o) => o !== outcome) },
    })),
    ...search.actorId.map((id) => ({
      label: `by ${named(id)}`,
      change: { actorId: search.actorId.filter((a) => a !== id) },
    })),
    ...(search.agentId ? [{ label: `agent ${named(search.agentId)}`, change: { agentId: null } }] : []),
    ...(search.targetId ? [{ label: `about ${named(search.targetId)}`, change: { targetId: null } }] : []),
    ...(search.correlationId ? [{ label: "one workflow", change: { correlationId: null } }] : []),
    ...(search.from ? [{ label: `from ${search.from.slice(0, 10)}`, change: { from: null } }] : []),
    ...(search.to ? [{ label: `to ${search.to.slice(0, 10)}`, change: { to: null } }] : []),
  ];
  if (chips.length === 0) return null;
  return (
    <ul aria-label="Filters in force" className="mb-3 flex flex-wrap gap-1.5">
      {chips.map((chip) => (
        <li key={chip.label}>
          <Link
            href={auditHref(search, chip.change)}
            prefetch={false}
            className="inline-flex h-6 items-center gap-1 rounded-sm border border-border bg-muted px-1.5 text-xs hover:bg-accent"
          >
            {chip.label}
            <X aria-hidden className="size-3" />
            <span className="sr-only"> (remove this filter)</span>
          </Link>
        </li>
      ))}
      <li>
        <Link href="/audit" prefetch={false} className={buttonVariants({ variant: "link", size: "sm" })}>
          Show everything
        </Link>
      </li>
    </ul>
  );
}
