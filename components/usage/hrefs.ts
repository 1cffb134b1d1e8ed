import type { Route } from "next";
import { auditHref } from "@/components/audit/hrefs";
import { decisionsHref } from "@/components/decisions/hrefs";
import type { UsageSearch } from "@/lib/usage/schema";
import type { Period } from "@/lib/usage/terms";
import type { UsageRow, UsageView } from "@/lib/usage/views";

/** What the page shows: a preset instead of instants, the rest as it is asked for. */
export type PageSearch = Omit<UsageSearch, "from" | "to" | "limit"> & { period: Period };

/** Field → name in the address. */
export const NAMES = {
  period: "period",
  by: "by",
  teamId: "team",
  agentId: "agent",
  server: "server",
  tool: "tool",
  find: "q",
  sort: "sort",
  dir: "dir",
  after: "after",
} as const satisfies Record<keyof PageSearch, string>;

export const DEFAULTS = { period: "7d", by: "team", sort: "calls", dir: "desc" } as const;

function queryOf(search: PageSearch): string {
  const query = new URLSearchParams();
  const defaults: Record<string, unknown> = DEFAULTS;
  for (const [field, name] of Object.entries(NAMES)) {
    const value = search[field as keyof PageSearch];
    if (value && value !== defaults[field]) query.set(name, String(value));
  }
  return query.toString();
}

/** The page with this changed; back on its first page unless that is what is turned. */
export function usageHref(search: PageSearch, change: Partial<PageSearch> = {}): Route {
  const query = queryOf({ ...search, ...("after" in change ? {} : { after: null }), ...change });
  return (query ? `/usage?${query}` : "/usage") as Route;
}

/** All pages of what is shown, as a file. */
export function exportHref(search: PageSearch): Route {
  const query = queryOf({ ...search, after: null });
  return (query ? `/api/usage/export?${query}` : "/api/usage/export") as Route;
}

/** Which calls a number counts. */
export type Counted = "calls" | "denied" | "stepped_up" | "errors" | "timed";

const OUTCOME = { denied: "deny", stepped_up: "step_up" } as const;
const SORT = {
  calls: "calls",
  denied: "denied",
  stepped_up: "stepped_up",
  errors: "errors",
  timed: "latency",
} as const;

interface Behind {
  from: string;
  /** Null: until now. */
  to: string | null;
  agentId: string | null;
  /** "server/tool", or a server alone. */
  tool: string | null;
  /** Whether some of the calls were reported and never decided. */
  undecided: boolean;
}

/** The rows behind a number: decisions where only decisions are counted, otherwise the log. */
function rowsHref({ from, to, agentId, tool, undecided }: Behind, counted: Counted): Route {
  // Both lists end with an instant that belongs to them.
  const until = to === null ? null : new Date(Date.parse(to) - 1).toISOString();
  if (counted === "denied" || counted === "stepped_up" || (counted === "calls" && !undecided)) {
    const outcome = counted === "calls" ? [] : [OUTCOME[counted]];
    return decisionsHref({ agentId, tool, from, to: until, outcome });
  }
  const kind = counted === "calls" ? (["decision.made", "call.reported"] as const) : (["call.reported"] as const);
  return auditHref({
    kind: [...kind],
    outcome: counted === "errors" ? ["failed"] : [],
    agentId: agentId ? [agentId] : [],
    tool: tool ? [tool] : [],
    from,
    to: until,
  });
}

/** What one step of the chart counts, or the whole span. */
export function totalHref(
  search: PageSearch,
  view: UsageView,
  of: { counted: Counted; from?: string; to?: string },
): Route {
  const { counted, from = view.from, to = null } = of;
  if (search.teamId) return usageHref(search, { by: "agent", sort: SORT[counted], dir: "desc" });
  const { server, tool, agentId } = search;
  const named = tool ? [server, tool].filter(Boolean).join("/") : server;
  return rowsHref({ from, to, agentId, tool: named, undecided: view.total.undecided > 0 }, counted);
}

/** What one row of the table counts. Of a team that is its agents. */
export function rowHref(search: PageSearch, view: UsageView, of: { row: UsageRow; counted: Counted }): Route {
  const { row, counted } = of;
  const teamId = view.by === "team" ? row.id || "none" : search.teamId;
  if (view.by === "team") return usageHref(search, { by: "agent", teamId, sort: SORT[counted], dir: "desc" });
  // Neither list narrows by team: a tool that others call as well goes on to those who called it here.
  if (view.by === "tool" && teamId)
    return usageHref(search, { by: "agent", server: row.server, tool: row.tool, sort: SORT[counted], dir: "desc" });
  const { server, tool, agentId } = search;
  const filtered = tool ? [server, tool].filter(Boolean).join("/") : server;
  return rowsHref(
    {
      from: view.from,
      to: null,
      agentId: view.by === "agent" ? row.id : agentId,
      tool: view.by === "tool" ? row.name : filtered,
      undecided: row.undecided > 0,
    },
    counted,
  );
}
