/** From rows to addresses. Safe for the browser. */

export function frameworkHref(framework: string): string {
  return `/compliance/${framework}`;
}

/** @param id "soc2/CC6.1" */
export function controlHref(id: string): string {
  return `/compliance/${id}`;
}

const PAGES: Readonly<Record<string, (id: string) => string>> = {
  agent: (id) => `/agents/${id}`,
  credential: (id) => `/agents/${id}?tab=identity`,
  entitlement: (id) => `/entitlements/${id}`,
  campaign: (id) => `/campaigns/${id}`,
  approval: (id) => `/approvals/${id}`,
  decision: (id) => `/decisions/${id}`,
  policy: (id) => `/policies/${id}`,
  standing: () => "/approvals/standing",
  switch: () => "/kill-switch",
  exclusion: () => "/campaigns/exclusions",
  hold: () => "/audit/retention",
  retention: () => "/audit/retention",
  person: (id) => `/people/${id}`,
  supplier: (id) => `/suppliers/${id}`,
  log: () => "/audit",
};

/** Where a row that speaks against a query is shown; null: nowhere by itself. */
export function rowHref(kind: string, id: string): string | null {
  return PAGES[kind]?.(encodeURIComponent(id)) ?? null;
}

const DAY_MS = 86_400_000;

/** The events of a control, as both the timeline and the page that asks for an export read them from an address. */
export function eventsQuery({ kinds, days }: { kinds: readonly string[]; days: number }, now: Date): string {
  const from = new Date(now.getTime() - days * DAY_MS).toISOString().slice(0, 10);
  return `kind=${kinds.join(",")}&from=${from}`;
}
