"use client";

import { parseAsString, useQueryStates } from "nuqs";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { useEffect, useState } from "react";
import { SearchInput } from "@/components/ui/search-input";
import { Select } from "@/components/ui/select";
import type { TeamRow } from "@/lib/people/schema";
import { ROLE_LABELS } from "@/lib/people/terms";

const ANY = "any";
const STATUSES = [
  { value: ANY, label: "Any account" },
  { value: "active", label: "Active" },
  { value: "deactivated", label: "Deactivated" },
];
const ROLES = [
  { value: ANY, label: "Any role" },
  ...Object.entries(ROLE_LABELS).map(([value, label]) => ({ value, label })),
];
const TYPING_MS = 250;

/** The filters of the list, kept in its address. */
export function PeopleFilters({ teams }: { teams: readonly TeamRow[] }) {
  return (
    <NuqsAdapter>
      <Filters teams={teams} />
    </NuqsAdapter>
  );
}

function Filters({ teams }: { teams: readonly TeamRow[] }) {
  const [search, setSearch] = useQueryStates(
    { q: parseAsString.withDefault(""), role: parseAsString, team: parseAsString, status: parseAsString },
    { shallow: false, history: "replace" },
  );
  const [typed, setTyped] = useState(search.q);
  useEffect(() => {
    const timer = setTimeout(() => typed !== search.q && void setSearch({ q: typed || null }), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed, search.q, setSearch]);
  const teamOptions = [{ value: ANY, label: "Any team" }, ...teams.map(({ id, name }) => ({ value: id, label: name }))];
  const filter = (key: "role" | "team" | "status") => ({
    value: search[key] ?? ANY,
    onValueChange: (value: string) => void setSearch({ [key]: value === ANY ? null : value }),
    size: "sm" as const,
    className: "w-40",
  });
  return (
    <search className="mb-3 flex flex-wrap items-center gap-2">
      <SearchInput
        label="Search people"
        placeholder="Name, address, title"
        value={typed}
        onValueChange={setTyped}
        className="w-64 max-sm:w-full"
      />
      <Select label="Role" options={ROLES} {...filter("role")} />
      <Select label="Team" options={teamOptions} {...filter("team")} />
      <Select label="Account" options={STATUSES} {...filter("status")} />
    </search>
  );
}
