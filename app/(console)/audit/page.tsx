import type { Metadata, Route } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { AppliedFilters } from "@/components/audit/applied";
import { EventBeside } from "@/components/audit/event-beside";
import { EventList } from "@/components/audit/event-list";
import { EventRecord } from "@/components/audit/event-record";
import { ExportMenu } from "@/components/audit/export-menu";
import { AuditFilters } from "@/components/audit/filters";
import { FiltersFold } from "@/components/audit/filters-fold";
import { auditHref } from "@/components/audit/hrefs";
import { LiveTail } from "@/components/audit/live-tail";
import { LogStrip } from "@/components/audit/log-strip";
import { ProofPanel } from "@/components/audit/proof-panel";
import { SearchBox } from "@/components/audit/search-box";
import { TimelineKeys } from "@/components/audit/timeline-keys";
import { cn } from "@/components/cn";
import type { SavedViewItem } from "@/components/data-table/types";
import { ViewsMenu } from "@/components/data-table/views-menu";
import { buttonVariants } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { ForbiddenState } from "@/components/ui/error-state";
import { LiteralText } from "@/components/ui/literal-text";
import { PageHeader } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import { can, canSomewhere } from "@/lib/access";
import { type AuditSearch, type EventDetail, eventFacets, formatSearch, logHealth } from "@/lib/audit";
import { currentPerson, requireContext } from "@/lib/auth";
import type { Context } from "@/lib/context";
import { env } from "@/lib/env";
import { listViews } from "@/lib/people";
import { preferencesSchema } from "@/lib/people/schema";
import { deleteViewAction, saveViewAction } from "./actions";
import { askedBy, eventOrNone, namesIn, type Params, readPage, refusal } from "./asked";
import { searchKeysOf } from "./search-keys";

export const metadata: Metadata = { title: "Audit log" };

const AREA = "audit";
const COLUMNS = "grid gap-x-6 gap-y-4 lg:grid-cols-[14rem_minmax(0,1fr)]";
const WITH_RECORD = "min-[90rem]:grid-cols-[14rem_minmax(0,1fr)_25rem]";

export default async function AuditPage({ searchParams }: PageProps<"/audit">) {
  const [ctx, person, params] = await Promise.all([requireContext(), currentPerson(), searchParams]);
  const views = (await listViews(ctx, { area: AREA })).map(({ mine, ...view }) => ({ ...view, own: mine }));
  const first = views.find((view) => view.own && view.isDefault);
  if (first?.query && Object.keys(params).length === 0) redirect(`/audit?${first.query}` as Route);
  const openId = typeof params.event === "string" ? params.event : undefined;
  // Read before the list: what is numbered in between is told again by the tail, and never missed.
  const health = await logHealth();
  const timeZone = person?.timeZone ?? "UTC";
  const read = await readTimeline(ctx, params, { openId, timeZone }).catch(refusal);
  if (typeof read === "string") return <ForbiddenState message={read} />;
  const { search, ignored } = read.asked;
  const { shortcuts } = preferencesSchema.parse(person?.preferences ?? {});
  return (
    <>
      <Head ctx={ctx} query={queryOf(search)} />
      <LogStrip {...health} publicUrl={`${env().COUNTERSIGN_API_URL}/log/`} />
      <Notices ignored={ignored} missing={openId && !read.event ? openId : null} />
      <Found
        read={read}
        views={views}
        now={ctx.now}
        after={health.size - 1}
        openId={openId}
        timeZone={timeZone}
        shortcuts={shortcuts}
      />
      <TimelineKeys enabled={shortcuts} open={read.event !== null} />
    </>
  );
}

function Head({ ctx, query }: { ctx: Context; query: string }) {
  return (
    <PageHeader
      title="Audit log"
      description="Every step, newest first. Events with a seal stand in the signed tree, which anyone can verify with the public key."
      actions={
        <>
          {can(ctx.actor, "audit.read") ? (
            <Link href={"/audit/retention" as Route} className={buttonVariants({ variant: "outline" })}>
              Retention and holds
            </Link>
          ) : null}
          {canSomewhere(ctx.actor, "audit.export") ? <ExportMenu query={query} /> : null}
        </>
      }
    />
  );
}

interface FoundProps {
  read: Read;
  views: readonly SavedViewItem[];
  now: Date;
  /** The log number from which on the list may lack something. */
  after: number;
  openId: string | undefined;
  timeZone: string;
  shortcuts: boolean;
}

/** What is searched for, beside what was found, beside what is open. */
function Found({ read, views, now, after, openId, timeZone, shortcuts }: FoundProps) {
  const { asked, page, facets, event } = read;
  const { search, text, problems } = asked;
  const names = namesIn(facets, page.rows);
  const query = queryOf(search);
  const written = text ?? formatSearch(search);
  return (
    <>
      <div className="mb-4 flex flex-wrap items-start gap-2 print:hidden">
        <SearchBox key={written} text={written} keys={searchKeysOf(facets)} problems={problems} />
        <ViewsMenu
          area={AREA}
          allLabel="The whole log"
          views={views}
          actions={{ saveView: saveViewAction, deleteView: deleteViewAction }}
        />
      </div>
      <div className={cn(COLUMNS, event && WITH_RECORD)}>
        <aside aria-label="Filters" className="min-w-0 print:hidden">
          <FiltersFold>
            <AuditFilters search={search} facets={facets} names={names} now={now} />
          </FiltersFold>
        </aside>
        <div className="min-w-0">
          <AppliedFilters search={search} names={names} />
          <LiveTail
            key={query}
            search={search}
            address={`/api/audit/tail?${query}`}
            after={after}
            known={page.rows.map(({ id }) => id)}
            openEventId={openId}
            bar={barOf(search)}
          >
            <p className="text-muted-foreground text-sm">
              {facets.total.count.toLocaleString("en")}
              {facets.total.exact ? "" : "+"} {facets.total.count === 1 ? "event" : "events"}
            </p>
          </LiveTail>
          <EventList page={page} search={search} timeZone={timeZone} openId={openId} />
        </div>
        {event ? <OpenRecord event={event} search={search} shortcuts={shortcuts} /> : null}
      </div>
    </>
  );
}

/** The record of the event that the address names; closed, the address is the list's again. */
function OpenRecord({ event, search, shortcuts }: { event: EventDetail; search: AuditSearch; shortcuts: boolean }) {
  return (
    <EventBeside
      eventId={event.id}
      title="Event"
      subtitle={<Time at={event.at} format="exact" />}
      closeHref={auditHref(search, { olderThan: search.olderThan, newerThan: search.newerThan })}
      shortcuts={shortcuts}
    >
      <div className="grid gap-5">
        <EventRecord event={event} />
        <ProofPanel key={event.id} eventId={event.id} seq={event.seq} />
      </div>
    </EventBeside>
  );
}

/** What the address asked for and did not get. */
function Notices({ ignored, missing }: { ignored: readonly string[]; missing: string | null }) {
  return (
    <>
      {ignored.length ? (
        <Callout tone="warning" className="mb-4" title="Part of the address was not understood">
          Shown without: {ignored.join(", ")}.
        </Callout>
      ) : null}
      {missing ? (
        <Callout tone="warning" className="mb-4" title="This event is not here">
          There is no event <LiteralText text={missing} />, or you may not see it.
        </Callout>
      ) : null}
    </>
  );
}

type Read = Awaited<ReturnType<typeof readTimeline>>;

/** Everything the page shows of the log, asked for at once. */
async function readTimeline(
  ctx: Context,
  params: Params,
  { openId, timeZone }: { openId: string | undefined; timeZone: string },
) {
  const asked = await askedBy(ctx, params);
  const [page, facets, event] = await Promise.all([
    readPage(ctx, asked.search, timeZone),
    eventFacets(ctx, asked.search),
    openId ? eventOrNone(ctx, openId) : null,
  ]);
  return { asked, page, facets, event };
}

/** The search without its cursors: an export is every page. */
function queryOf(search: AuditSearch): string {
  return auditHref(search).split("?")[1] ?? "";
}

/** Why this list cannot follow the log; null: it can. */
function barOf({ olderThan, newerThan, to }: AuditSearch): string | null {
  if (olderThan || newerThan) return "Only the newest page follows the log.";
  return to ? "These days end: take the end away to follow the log." : null;
}
