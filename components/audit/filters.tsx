import type { AuditSearch, EventFacets } from "@/lib/audit/search";
import { severityLabel } from "./event-marks";
import { Facet } from "./facet";
import { auditHref, toggled } from "./hrefs";
import { KindTree } from "./kind-tree";
import { TimeRange } from "./time-range";
import { OUTCOME_LABELS } from "./words";

interface AuditFiltersProps {
  search: AuditSearch;
  facets: EventFacets;
  /** Names of what is chosen and no longer counted. */
  names: ReadonlyMap<string, string>;
  now: Date;
}

type IdField = "agentId" | "actorId" | "personId" | "tool" | "policy";

/** Facets with counts over the events that match, most telling first. */
export function AuditFilters({ search, facets, names, now }: AuditFiltersProps) {
  const nameOf = (id: string) => names.get(id) ?? id;
  const ids = (field: IdField) => ({
    chosen: search[field],
    hrefOf: (value: string) => auditHref(search, { [field]: toggled(search[field], value) }),
    nameOf,
  });
  const severities = facets.severities.map((facet) => ({ ...facet, label: severityLabel(facet.value as never) }));
  const outcomes = facets.outcomes.map((facet) => ({
    ...facet,
    label: OUTCOME_LABELS[facet.value as keyof typeof OUTCOME_LABELS],
  }));
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <TimeRange search={search} now={now} />
      <Facet
        title="Severity"
        values={severities}
        chosen={search.severity}
        hrefOf={(value) => auditHref(search, { severity: toggled<string>(search.severity, value) as never })}
        nameOf={(value) => severityLabel(value as never)}
      />
      <Facet
        title="Outcome"
        values={outcomes}
        chosen={search.outcome}
        hrefOf={(value) => auditHref(search, { outcome: toggled<string>(search.outcome, value) as never })}
        nameOf={(value) => OUTCOME_LABELS[value as keyof typeof OUTCOME_LABELS]}
      />
      <KindTree search={search} resources={facets.resources} />
      <Facet title="Agent" values={facets.agents} {...ids("agentId")} />
      <Facet title="Who" values={facets.actors} {...ids("actorId")} />
      {search.personId.length ? <Facet title="Person" values={[]} {...ids("personId")} /> : null}
      <Facet title="Tool" values={facets.tools} {...ids("tool")} />
      <Facet title="Policy" values={facets.policies} {...ids("policy")} />
      <p className="px-1.5 text-muted-foreground text-xs">{countedOver(facets)}</p>
    </div>
  );
}

/** Over which events the counts were taken: honest about those that were not looked at. */
function countedOver({ complete, window, total }: EventFacets): string {
  const counted = window.toLocaleString("en");
  if (complete) return `Counted over ${counted} matching events.`;
  const all = total.exact
    ? `of ${total.count.toLocaleString("en")} matching events.`
    : "matching events; there are more.";
  return `Counted over the newest ${counted} ${all}`;
}
