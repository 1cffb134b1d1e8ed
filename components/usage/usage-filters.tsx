"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { SearchInput } from "@/components/ui/search-input";
import { Select } from "@/components/ui/select";
import { PERIOD_LABELS, PERIODS, type Period } from "@/lib/usage/terms";
import type { UsageView } from "@/lib/usage/views";
import { type PageSearch, usageHref } from "./hrefs";

const ALL = "all";
const CHIP = "inline-flex h-7 items-center rounded-md border border-border px-2.5 text-sm";

interface UsageFiltersProps {
  search: PageSearch;
  view: Pick<UsageView, "teams" | "servers" | "agent">;
}

/** What is shown of it. Each choice is an address. */
export function UsageFilters({ search, view }: UsageFiltersProps) {
  const router = useRouter();
  const [find, setFind] = useState(search.find);
  const go = (change: Partial<PageSearch>) => router.push(usageHref(search, change), { scroll: false });
  const or = (value: string) => (value === ALL ? null : value);
  const seek = (event: FormEvent) => {
    event.preventDefault();
    go({ find: find.trim() });
  };
  const teams = view.teams.map(({ id, name }) => ({ value: id, label: name }));
  const servers = view.servers.map(({ name }) => ({ value: name, label: name }));
  return (
    <div className="mb-4 grid gap-3 print:hidden">
      <div className="flex flex-wrap items-center gap-2">
        <Select<Period>
          label="Period"
          className="w-40"
          value={search.period}
          onValueChange={(period) => go({ period })}
          options={PERIODS.map((value) => ({ value, label: PERIOD_LABELS[value] }))}
        />
        <Select
          label="Team"
          className="w-48 max-sm:w-full"
          value={search.teamId ?? ALL}
          onValueChange={(value) => go({ teamId: or(value) })}
          options={[{ value: ALL, label: "Every team" }, ...withChosen(teams, search.teamId)]}
        />
        <Select
          label="Server"
          className="w-48 max-sm:w-full"
          value={search.server ?? ALL}
          onValueChange={(value) => go({ server: or(value), tool: null })}
          options={[{ value: ALL, label: "Every server" }, ...withChosen(servers, search.server)]}
        />
        <form onSubmit={seek} className="flex min-w-0 flex-1 gap-2 sm:max-w-72">
          <SearchInput
            label={`Find a ${search.by} by its name`}
            placeholder={`Find a ${search.by}`}
            value={find}
            onValueChange={setFind}
            className="flex-1"
          />
          {find.trim() === search.find ? null : (
            <Button type="submit" variant="outline">
              Find
            </Button>
          )}
        </form>
      </div>
      {view.agent || search.tool ? (
        <ul aria-label="Narrowed to" className="flex flex-wrap gap-2">
          {view.agent ? <Narrowed label={`Agent: ${view.agent.name}`} onClear={() => go({ agentId: null })} /> : null}
          {search.tool ? <Narrowed label={`Tool: ${search.tool}`} onClear={() => go({ tool: null })} /> : null}
        </ul>
      ) : null}
    </div>
  );
}

/** A choice that nothing was called under in this period stays among the choices while it is chosen. */
function withChosen(options: { value: string; label: string }[], chosen: string | null) {
  if (!chosen || options.some(({ value }) => value === chosen)) return options;
  return [{ value: chosen, label: chosen }, ...options];
}

function Narrowed({ label, onClear }: { label: string; onClear: () => void }) {
  return (
    <li className={CHIP}>
      <span className="max-w-80 truncate">{label}</span>
      <button
        type="button"
        onClick={onClear}
        aria-label={`No longer only ${label}`}
        className="ml-2 text-muted-foreground hover:text-foreground"
      >
        ×
      </button>
    </li>
  );
}
