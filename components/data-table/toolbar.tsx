"use client";

import { Download } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { Button, buttonVariants } from "@/components/ui/button";
import { ColumnMenu } from "./column-menu";
import type { DataTableProps } from "./data-table";
import { FacetFilter } from "./facet-filter";
import { isNarrowed, viewQueryOf } from "./query";
import { SearchBox } from "./search-box";
import { SortMenu } from "./sort-menu";
import type { Layout } from "./use-layout";
import type { TableQueryState } from "./use-table-query";
import { ViewsMenu } from "./views-menu";
import { countOf } from "./wording";

type ToolbarProps<Row extends object> = DataTableProps<Row> & { state: TableQueryState; layout: Layout };

/** Search, filters with counts, views, columns, export: two lines, the second only for filters. */
export function Toolbar<Row extends object>(props: ToolbarProps<Row>) {
  const { definition, page, facets, views, actions, exportPath, state, layout } = props;
  const { query, change } = state;
  return (
    <div className="grid min-w-0 grid-cols-1 gap-2 print:hidden">
      <div className="flex flex-wrap items-center gap-2">
        <SearchBox label={definition.searchLabel} state={state} />
        <p aria-hidden className="min-w-0 flex-1 truncate px-1 text-muted-foreground">
          {countOf(page.total, definition.noun)}
        </p>
        <ViewsMenu area={definition.area} allLabel={`All ${definition.noun.many}`} views={views} actions={actions} />
        <SortMenu definition={definition} state={state} />
        <ColumnMenu layout={layout} />
        {exportPath ? <ExportLink path={exportPath} total={countOf(page.total, definition.noun)} /> : null}
      </div>
      <fieldset className="flex min-w-0 flex-wrap items-center gap-1.5 max-sm:flex-nowrap max-sm:overflow-x-auto max-sm:pb-1">
        <legend className="sr-only">Filters</legend>
        {definition.facets
          .filter((facet) => !facet.fromLink || query.facets[facet.id]?.length)
          .map((facet) => (
            <FacetFilter
              key={facet.id}
              facet={facet}
              values={facets[facet.id] ?? []}
              chosen={query.facets[facet.id] ?? []}
              onChange={(chosen) => change({ facets: { [facet.id]: chosen } })}
            />
          ))}
        {isNarrowed(query) ? (
          <Button
            variant="ghost"
            size="sm"
            onClick={() => change({ q: null, facets: Object.fromEntries(definition.facets.map(({ id }) => [id, []])) })}
          >
            Clear all
          </Button>
        ) : null}
      </fieldset>
    </div>
  );
}

/** Exactly what the filter shows, all pages of it. */
function ExportLink({ path, total }: { path: string; total: string }) {
  const query = viewQueryOf(new URLSearchParams(useSearchParams().toString()));
  return (
    <a
      href={query ? `${path}?${query}` : path}
      download
      className={buttonVariants({ variant: "outline" })}
      title={`Export ${total} as CSV, recorded in the audit log`}
    >
      <Download aria-hidden />
      <span className="max-sm:sr-only">Export</span>
    </a>
  );
}
