import type { Route } from "next";
import { CONTROL_STATES, type ControlState } from "@/lib/compliance/terms";
import type { ControlRow } from "@/lib/compliance/views";

/** Which controls of a framework are shown. `owner`: a person's id, or "none". */
export interface ControlFilter {
  state: ControlState | null;
  owner: string | null;
}

type Params = Record<string, string | string[] | undefined>;

/** Reads the address; what it does not know is left out. */
export function filterOf(params: Params): ControlFilter {
  const one = (name: string) => {
    const value = params[name];
    return (Array.isArray(value) ? value[0] : value) ?? null;
  };
  const owner = one("owner");
  return {
    state: CONTROL_STATES.find((state) => state === one("state")) ?? null,
    owner: owner !== null && /^(none|per_[0-9a-z]{1,40})$/.test(owner) ? owner : null,
  };
}

export function filterHref(base: string, filter: ControlFilter): Route {
  const query = new URLSearchParams();
  if (filter.state) query.set("state", filter.state);
  if (filter.owner) query.set("owner", filter.owner);
  const text = query.toString();
  return (text ? `${base}?${text}` : base) as Route;
}

export function filtered(rows: readonly ControlRow[], { state, owner }: ControlFilter): ControlRow[] {
  return rows.filter((row) => {
    if (state && (!row.applies || (row.state ?? "not_measured") !== state)) return false;
    if (owner === "none") return row.applies && !row.owner?.active;
    return owner === null || row.owner?.id === owner;
  });
}
