import { ChevronRight } from "lucide-react";
import { typeLabel } from "@/lib/audit/present";
import type { AuditSearch, EventFacets } from "@/lib/audit/search";
import { FacetLine } from "./facet";
import { auditHref, toggled } from "./hrefs";

type Kinds = AuditSearch["kind"];

/** What happened, as a tree: a resource opens into its kinds of event. What is chosen stands open. */
export function KindTree({ search, resources }: { search: AuditSearch; resources: EventFacets["resources"] }) {
  const known = new Set(resources.flatMap(({ value, kinds }) => [value, ...kinds.map((kind) => kind.value)]));
  const missing = search.kind.filter((kind) => !known.has(kind));
  if (resources.length + missing.length === 0) return null;
  const hrefOf = (value: string) =>
    auditHref(search, { kind: toggled<Kinds[number]>(search.kind, value as Kinds[number]) });
  const isOn = (value: string) => search.kind.includes(value as Kinds[number]);
  return (
    <section aria-label="What happened">
      <h2 className="mb-1 px-1.5 font-medium text-muted-foreground text-xs">What happened</h2>
      {missing.length ? (
        <ul>
          {missing.map((value) => (
            <FacetLine key={value} facet={{ value, label: typeLabel(value), count: 0 }} on href={hrefOf(value)} />
          ))}
        </ul>
      ) : null}
      <ul>
        {resources.map((resource) => {
          const open = [resource, ...resource.kinds].some(({ value }) => isOn(value));
          return (
            <li key={resource.value}>
              <details open={open} className="group/kind">
                <summary className="flex min-h-7 cursor-pointer items-center gap-1.5 rounded-sm px-1.5 hover:bg-accent">
                  <ChevronRight
                    aria-hidden
                    className="size-3.5 shrink-0 transition-transform group-open/kind:rotate-90"
                  />
                  <span className="min-w-0 flex-1 truncate">{resource.label}</span>
                  <span className="text-muted-foreground text-xs tabular-nums">
                    {resource.count.toLocaleString("en")}
                  </span>
                </summary>
                <ul aria-label={resource.label} className="ml-3.5 border-border border-l pl-1">
                  {resource.kinds.length > 1 || isOn(resource.value) ? (
                    <FacetLine
                      facet={{
                        value: resource.value,
                        label: `All of ${resource.label.toLowerCase()}`,
                        count: resource.count,
                      }}
                      on={isOn(resource.value)}
                      href={hrefOf(resource.value)}
                    />
                  ) : null}
                  {resource.kinds.map((kind) => (
                    <FacetLine key={kind.value} facet={kind} on={isOn(kind.value)} href={hrefOf(kind.value)} />
                  ))}
                </ul>
              </details>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
