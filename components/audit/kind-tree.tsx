import { ChevronRight } from "lucide-react";
import { typeLabel } from "@/lib/audit/present";
import type { AuditSearch, EventFacet, EventFacets } from "@/lib/audit/search";
import { FacetLine, Folded } from "./facet";
import { auditHref, toggled } from "./hrefs";

type Kinds = AuditSearch["kind"];
type Resource = EventFacets["resources"][number];

/** Resources that stand open; the others are one step away. */
const SHOWN = 8;

/** What happened, as a tree: a resource opens into its kinds of event. What is chosen stands open. */
export function KindTree({ search, resources }: { search: AuditSearch; resources: EventFacets["resources"] }) {
  const known = new Set(resources.flatMap(({ value, kinds }) => [value, ...kinds.map((kind) => kind.value)]));
  const missing = search.kind.filter((kind) => !known.has(kind));
  if (resources.length + missing.length === 0) return null;
  const isOpen = (resource: Resource, place: number) => place < SHOWN || isChosen(resource, search.kind);
  const open = resources.filter(isOpen);
  const folded = resources.filter((resource, place) => !isOpen(resource, place));
  const branch = (resource: Resource) => <Branch key={resource.value} resource={resource} search={search} />;
  return (
    <section aria-label="What happened">
      <h2 className="mb-1 px-1.5 font-medium text-muted-foreground text-xs">What happened</h2>
      {missing.length ? (
        <ul>
          {missing.map((value) => (
            <FacetLine
              key={value}
              facet={{ value, label: typeLabel(value), count: 0 }}
              on
              href={hrefOf(search, value)}
            />
          ))}
        </ul>
      ) : null}
      <ul>{open.map(branch)}</ul>
      {folded.length ? (
        <Folded count={folded.length} of="what happened">
          {folded.map(branch)}
        </Folded>
      ) : null}
    </section>
  );
}

/** One resource with its kinds of event. */
function Branch({ resource, search }: { resource: Resource; search: AuditSearch }) {
  const line = (facet: EventFacet) => (
    <FacetLine
      key={facet.value}
      facet={facet}
      on={search.kind.includes(facet.value as Kinds[number])}
      href={hrefOf(search, facet.value)}
    />
  );
  const { value, label, count, kinds } = resource;
  const hasWhole = kinds.length > 1 || search.kind.includes(value as Kinds[number]);
  return (
    <li>
      <details open={isChosen(resource, search.kind)} className="group/kind">
        <summary className="flex min-h-7 cursor-pointer items-center gap-1.5 rounded-sm px-1.5 hover:bg-accent">
          <ChevronRight aria-hidden className="size-3.5 shrink-0 transition-transform group-open/kind:rotate-90" />
          <span className="min-w-0 flex-1 truncate">{label}</span>
          <span className="text-muted-foreground text-xs tabular-nums">{count.toLocaleString("en")}</span>
        </summary>
        <ul aria-label={label} className="ml-3.5 border-border border-l pl-1">
          {hasWhole ? line({ value, label: `All of ${label.toLowerCase()}`, count }) : null}
          {kinds.map(line)}
        </ul>
      </details>
    </li>
  );
}

function hrefOf(search: AuditSearch, value: string) {
  return auditHref(search, { kind: toggled<Kinds[number]>(search.kind, value as Kinds[number]) });
}

function isChosen(resource: Resource, chosen: Kinds): boolean {
  return [resource, ...resource.kinds].some(({ value }) => chosen.includes(value as Kinds[number]));
}
