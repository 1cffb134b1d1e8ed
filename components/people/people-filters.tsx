"use client";

import type { Route } from "next";
import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useEffect, useRef, useState } from "react";
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
  const router = useRouter();
  const path = usePathname();
  const address = useSearchParams();
  const [typed, setTyped] = useState(address.get("q") ?? "");
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  function set(key: string, value: string): void {
    // Read when it is written: what was chosen while somebody typed must not be lost.
    const next = new URLSearchParams(window.location.search);
    if (value) next.set(key, value);
    else next.delete(key);
    router.replace((next.size ? `${path}?${next}` : path) as Route, { scroll: false });
  }
  function type(text: string): void {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => set("q", text.trim()), TYPING_MS);
  }
  const teamOptions = [{ value: ANY, label: "Any team" }, ...teams.map(({ id, name }) => ({ value: id, label: name }))];
  const filter = (key: "role" | "team" | "status") => ({
    value: address.get(key) ?? ANY,
    onValueChange: (value: string) => set(key, value === ANY ? "" : value),
    size: "sm" as const,
    className: "w-40",
  });
  return (
    <search className="mb-3 flex flex-wrap items-center gap-2">
      <SearchInput
        label="Search people"
        placeholder="Name, address, title"
        value={typed}
        onValueChange={type}
        className="w-64 max-sm:w-full"
      />
      <Select label="Role" options={ROLES} {...filter("role")} />
      <Select label="Team" options={teamOptions} {...filter("team")} />
      <Select label="Account" options={STATUSES} {...filter("status")} />
    </search>
  );
}
