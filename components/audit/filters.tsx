import { Check } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "@/components/cn";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import type { AuditSearch, EventFacet, EventFacets } from "@/lib/audit/search";
import { severityLabel } from "./event-marks";
import { auditHref, toggled } from "./hrefs";

/** Facets with counts over the events that match. Each value is a link, so that a filter is an address. */
export function AuditFilters({ search, facets }: { search: AuditSearch; facets: EventFacets }) {
  const severities = facets.severities.map((facet) => ({ ...facet, label: severityLabel(facet.value as never) }));
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <RangeForm search={search} />
      <Facet title="Severity" values={severities} chosen={search.severity}>
        {(value) =>
          auditHref(search, { severity: toggled(search.severity, value as (typeof search.severity)[number]) })
        }
      </Facet>
      <Facet title="What happened" values={facets.kinds} chosen={search.kind}>
        {(value) => auditHref(search, { kind: toggled(search.kind, value as (typeof search.kind)[number]) })}
      </Facet>
      <Facet title="Who" values={facets.actors} chosen={search.actorId}>
        {(value) => auditHref(search, { actorId: toggled(search.actorId, value) })}
      </Facet>
      <p className="text-muted-foreground text-xs">
        {facets.complete
          ? `Counted over ${facets.window.toLocaleString("en")} matching events.`
          : `Counted over the newest ${facets.window.toLocaleString("en")} matching events.`}
      </p>
    </div>
  );
}

interface FacetProps {
  title: string;
  values: readonly EventFacet[];
  chosen: readonly string[];
  children: (value: string) => ReturnType<typeof auditHref>;
}

function Facet({ title, values, chosen, children: hrefOf }: FacetProps): ReactNode {
  // A chosen value without matches stays, so that it can be taken out again.
  const missing = chosen.filter((value) => !values.some((facet) => facet.value === value));
  const shown = [...values, ...missing.map((value) => ({ value, label: value, count: 0 }))];
  if (shown.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2 className="mb-1 px-1.5 font-medium text-muted-foreground text-xs">{title}</h2>
      <ul>
        {shown.map((facet) => {
          const on = chosen.includes(facet.value);
          return (
            <li key={facet.value}>
              <Link
                href={hrefOf(facet.value)}
                prefetch={false}
                scroll={false}
                aria-current={on ? "true" : undefined}
                className={cn(
                  "flex min-h-7 items-center gap-2 rounded-sm px-1.5 py-0.5 hover:bg-accent",
                  on && "bg-selected font-medium",
                )}
              >
                <span
                  aria-hidden
                  className={cn(
                    "flex size-3.5 shrink-0 items-center justify-center rounded-xs border",
                    on ? "border-primary bg-primary text-primary-foreground" : "border-input",
                  )}
                >
                  {on ? <Check className="size-3" /> : null}
                </span>
                <span className="min-w-0 flex-1 truncate">{facet.label}</span>
                <span className="text-muted-foreground text-xs">{facet.count.toLocaleString("en")}</span>
              </Link>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** A span of days, as a plain form: it works before any script has loaded. */
function RangeForm({ search }: { search: AuditSearch }) {
  const kept = new URL(auditHref(search, { from: null, to: null }), "http://x").searchParams;
  return (
    <form action="/audit" className="grid grid-cols-2 gap-2 lg:grid-cols-[minmax(0,1fr)]">
      {[...kept].map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <DayField name="from" label="From" value={search.from} />
      <DayField name="to" label="To (UTC)" value={search.to} />
      <Button type="submit" variant="outline" size="sm" className="col-span-full">
        Show these days
      </Button>
    </form>
  );
}

function DayField({ name, label, value }: { name: "from" | "to"; label: string; value: string | null }) {
  return (
    <div className="grid min-w-0 gap-1">
      <label htmlFor={`day-${name}`} className="text-muted-foreground text-xs">
        {label}
      </label>
      <Input key={value} id={`day-${name}`} type="date" name={name} defaultValue={value?.slice(0, 10) ?? ""} />
    </div>
  );
}
