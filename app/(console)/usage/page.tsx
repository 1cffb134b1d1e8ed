import { Download } from "lucide-react";
import type { Metadata, Route } from "next";
import Link from "next/link";
import { buttonVariants } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { ForbiddenState } from "@/components/ui/error-state";
import { LiteralText } from "@/components/ui/literal-text";
import { PageHeader } from "@/components/ui/page-header";
import { LinkTabs } from "@/components/ui/tabs";
import { Time } from "@/components/ui/time";
import { AsOf } from "@/components/usage/as-of";
import { Calls } from "@/components/usage/calls";
import { UsageFigures } from "@/components/usage/figures";
import { exportHref, type PageSearch, usageHref } from "@/components/usage/hrefs";
import { NoUsage } from "@/components/usage/no-usage";
import { Openable } from "@/components/usage/openable";
import { reachOf } from "@/components/usage/reach";
import { UsageFilters } from "@/components/usage/usage-filters";
import { UsageTable } from "@/components/usage/usage-table";
import { canSomewhere, visibility } from "@/lib/access";
import { requireContext } from "@/lib/auth";
import type { Context } from "@/lib/context";
import { readUsage, type UsageView } from "@/lib/usage";
import { USAGE_BY, type UsageBy } from "@/lib/usage/terms";
import { refusal } from "../guards";
import { inputOf, usageSearchOf } from "./search-params";

export const metadata: Metadata = { title: "Usage" };

const TABS: Readonly<Record<UsageBy, string>> = { team: "By team", agent: "By agent", tool: "By tool" };

/** How much agents call, what is denied, fails, waits and takes long (M4). */
export default async function UsagePage({ searchParams }: PageProps<"/usage">) {
  const ctx = await requireContext();
  const { search, ignored } = usageSearchOf(await searchParams);
  const view = await readUsage(ctx, inputOf(search, ctx.now)).catch(refusal);
  if (typeof view === "string") return <ForbiddenState message={view} />;
  return (
    <>
      <PageHeader
        title="Usage"
        description="What agents call, what is denied, what fails and how long it takes. Each number opens what it was counted from."
        actions={
          view.rows.length ? (
            <a href={exportHref(search)} className={buttonVariants({ variant: "outline" })}>
              <Download aria-hidden />
              CSV
            </a>
          ) : null
        }
      />
      {ignored.length ? (
        <Callout tone="warning" className="mb-4" title="Part of the address was not understood">
          Shown without: {ignored.join(", ")}.
        </Callout>
      ) : null}
      {view.ever ? (
        <Shown search={search} view={view} ctx={ctx} />
      ) : (
        <NoUsage mayTry={canSomewhere(ctx.actor, "decisions.try")} />
      )}
    </>
  );
}

function Shown({ search, view, ctx }: { search: PageSearch; view: UsageView; ctx: Context }) {
  const opened = (verb: "decisions.read" | "audit.read") =>
    reachOf(visibility(ctx.actor, "usage.read"), visibility(ctx.actor, verb));
  return (
    <>
      <p className="mb-3 hidden print:block">
        <Narrowed view={view} search={search} />
      </p>
      <UsageFilters key={usageHref(search)} search={search} view={view} />
      <div className="grid gap-4">
        <UsageFigures search={search} view={view} />
        <Calls search={search} view={view} />
        <div className="grid min-w-0 gap-3 print:block">
          <LinkTabs
            label="Rows"
            tabs={USAGE_BY.map((by) => ({
              label: TABS[by],
              href: usageHref(search, { by, find: "" }),
              current: by === view.by,
            }))}
          />
          <Card aria-label={TABS[view.by]} className="min-w-0 overflow-hidden print:overflow-visible">
            {view.rows.length ? (
              <UsageTable search={search} view={view} />
            ) : (
              <EmptyState
                level={3}
                title="Nothing to show"
                description="No call in this period, under these filters."
                actions={
                  <Link href={"/usage" as Route} className={buttonVariants({ variant: "outline" })}>
                    Show everything
                  </Link>
                }
              />
            )}
          </Card>
          <nav aria-label="Pages of usage" className="flex justify-between gap-2 print:hidden">
            {search.after ? (
              <Link href={usageHref(search, { after: null })} className={buttonVariants({ variant: "outline" })}>
                First page
              </Link>
            ) : (
              <span />
            )}
            {view.next ? (
              <Link href={usageHref(search, { after: view.next })} className={buttonVariants({ variant: "outline" })}>
                Next page
              </Link>
            ) : null}
          </nav>
          <AsOf behind={view.behind} now={ctx.now} />
          <Openable decisions={opened("decisions.read")} reports={opened("audit.read")} />
        </div>
      </div>
    </>
  );
}

/** On paper nobody sees what was chosen: it is said. */
function Narrowed({ search, view }: { search: PageSearch; view: UsageView }) {
  const team = search.teamId ? (view.teams.find(({ id }) => id === search.teamId)?.name ?? search.teamId) : null;
  const parts = [
    team && `of the team ${team}`,
    view.agent && `of the agent ${view.agent.name}`,
    search.server && `on the server ${search.server}`,
    search.tool && `of the tool ${search.tool}`,
    search.find && `named like “${search.find}”`,
  ].filter(Boolean);
  return (
    <>
      From <Time at={view.from} format="exact" /> to <Time at={view.to} format="exact" />
      {parts.length ? <LiteralText text={`, ${parts.join(", ")}`} /> : null}.
    </>
  );
}
