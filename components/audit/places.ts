import type { Route } from "next";

/** Where what an event names has its page: by kind of reference, and by the prefix of an id that stands in a field. */

const BY_PREFIX: Record<string, (id: string) => string> = {
  agt: (id) => `/agents/${id}`,
  per: (id) => `/people/${id}`,
  imp: (id) => `/imports/${id}`,
  apr: (id) => `/approvals/${id}`,
  dec: (id) => `/decisions/${id}`,
  ent: (id) => `/entitlements/${id}`,
  pol: (id) => `/policies/${id.split("@")[0]}`,
  cmp: (id) => `/campaigns/${id}`,
  sup: (id) => `/suppliers/${id}`,
  res: (id) => `/resources/${id}`,
  crd: (id) => `/credentials?q=${id}`,
  ins: (id) => `/credentials?q=${id}`,
  req: (id) => `/audit/story/${id}`,
  kil: () => "/kill-switch",
  exp: (id) => `/evidence/${id}`,
  evt: (id) => `/audit?event=${id}`,
};

/** The page of an id, or null for what has none. A policy may carry its version: "pol_…@3". */
export function placeOf(id: string): Route | null {
  const prefix = /^([a-z]{3})_[0-9a-z]{26}(?:@\d+)?$/.exec(id)?.[1];
  const page = prefix ? BY_PREFIX[prefix] : undefined;
  if (page) return page(id) as Route;
  const shipped = /^([a-z-]+\.[a-z0-9.-]+)@\d+$/.exec(id)?.[1];
  return shipped ? (`/policies#${shipped}` as Route) : null;
}
