import { ScrollText } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { AppliedFilters } from "@/components/audit/applied";
import { EventRecord } from "@/components/audit/event-record";
import { EventSheet } from "@/components/audit/event-sheet";
import { ExportMenu } from "@/components/audit/export-menu";
import { AuditFilters } from "@/components/audit/filters";
import { auditHref } from "@/components/audit/hrefs";
import { LogStrip } from "@/components/audit/log-strip";
import { ProofPanel } from "@/components/audit/proof-panel";
import { Timeline } from "@/components/audit/timeline";
import { TimelineKeys } from "@/components/audit/timeline-keys";
import { buttonVariants } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { ForbiddenState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import { canSomewhere } from "@/lib/access";
import { type AuditSearch, type EventPage, eventFacets, getEvent, listEvents, logHealth } from "@/lib/audit";
import { currentPerson, requireContext } from "@/lib/auth";
import type { Context } from "@/lib/context";
import { env } from "@/lib/env";
import { isCountersignError } from "@/lib/errors";
import { searchFromParams } from "./search-params";

export const metadata: Metadata = { title: "Audit log" };

export default async function AuditPage({ searchParams }: PageProps<"/audit">) {
  const [ctx, person, params] = await Promise.all([requireContext(), currentPerson(), searchParams]);
  const { search, ignored } = await fromThePlaceNamed(ctx, searchFromParams(params));
  const openId = typeof params.event === "string" ? params.event : undefined;
  const read = await Promise.all([
    listEvents(ctx, search),
    eventFacets(ctx, search),
    logHealth(),
    openId ? getEvent(ctx, openId).catch(missingEvent) : null,
  ]).catch(refusal);
  if (typeof read === "string") return <ForbiddenState message={read} />;
  const [page, facets, health, event] = read;
  const mayExport = canSomewhere(ctx.actor, "audit.export");
  const names = new Map(facets.actors.map((actor) => [actor.value, actor.label]));
  return (
    <>
      <PageHeader
        title="Audit log"
        description="Every step, newest first. Events with a seal stand in the signed tree, which anyone can verify with the public key."
        actions={mayExport ? <ExportMenu query={exportQuery(search)} /> : null}
      />
      <LogStrip {...health} publicUrl={`${env().COUNTERSIGN_API_URL}/log/`} />
      {ignored.length ? (
        <Callout tone="warning" className="mb-4" title="Part of the address was not understood">
          Shown without: {ignored.join(", ")}.
        </Callout>
      ) : null}
      {openId && !event ? (
        <Callout tone="warning" className="mb-4" title="This event is not here">
          There is no event {openId}, or you may not see it.
        </Callout>
      ) : null}
      <div className="grid gap-6 lg:grid-cols-[14rem_minmax(0,1fr)]">
        <aside aria-label="Filters" className="max-lg:order-last print:hidden">
          <AuditFilters search={search} facets={facets} />
        </aside>
        <div className="min-w-0">
          <AppliedFilters search={search} names={names} />
          <Events page={page} search={search} timeZone={person?.timeZone ?? "UTC"} openId={openId} />
        </div>
      </div>
      {event ? (
        <EventSheet
          title="Event"
          subtitle={<Time at={event.at} format="exact" />}
          closeHref={auditHref(search, keep(search))}
        >
          <div className="grid gap-5">
            <EventRecord event={event} />
            <ProofPanel eventId={event.id} seq={event.seq} />
          </div>
        </EventSheet>
      ) : null}
      <TimelineKeys enabled />
    </>
  );
}

type Asked = ReturnType<typeof searchFromParams>;

/** The search without a place that is none: the page then says so and begins at the newest. */
async function fromThePlaceNamed(ctx: Context, asked: Asked): Promise<Asked> {
  const place = asked.search.olderThan ?? asked.search.newerThan;
  if (!place || (await getEvent(ctx, place).catch(noPlace))) return asked;
  return { search: { ...asked.search, olderThan: null, newerThan: null }, ignored: [...asked.ignored, "page"] };
}

/** A refusal of the log itself is told by the page, whatever place was named. */
function noPlace(error: unknown): null {
  if (isCountersignError(error) && error.code === "forbidden") return null;
  return missingEvent(error);
}

interface EventsProps {
  page: EventPage;
  search: AuditSearch;
  timeZone: string;
  openId: string | undefined;
}

function Events({ page, search, timeZone, openId }: EventsProps) {
  if (page.rows.length === 0) {
    return (
      <EmptyState
        icon={<ScrollText />}
        title="No event matches"
        description="Nothing that you may see was recorded under these filters."
        actions={
          <Link href="/audit" className={buttonVariants({ variant: "outline" })}>
            Show everything
          </Link>
        }
      />
    );
  }
  return (
    <>
      <Timeline events={page.rows} search={search} timeZone={timeZone} openEventId={openId} />
      <nav aria-label="Pages of the timeline" className="mt-4 flex justify-between gap-2 print:hidden">
        {page.newer ? (
          <Link
            href={auditHref(search, { newerThan: page.newer, olderThan: null })}
            className={buttonVariants({ variant: "outline" })}
          >
            Newer
          </Link>
        ) : (
          <span />
        )}
        {page.older ? (
          <Link
            href={auditHref(search, { olderThan: page.older, newerThan: null })}
            className={buttonVariants({ variant: "outline" })}
          >
            Older
          </Link>
        ) : null}
      </nav>
    </>
  );
}

/** The search without its cursors: an export is every page. */
function exportQuery(search: AuditSearch): string {
  return auditHref(search).split("?")[1] ?? "";
}

/** Closing the record leaves the reader on the page of the list where they were. */
function keep({ olderThan, newerThan }: AuditSearch): Partial<AuditSearch> {
  return { olderThan, newerThan };
}

function missingEvent(error: unknown): null {
  if (isCountersignError(error) && error.code === "not_found") return null;
  throw error;
}

/** A refusal is shown in its own words; anything else is the error page's. */
function refusal(error: unknown): string {
  if (isCountersignError(error) && error.code === "forbidden") return error.message;
  throw error;
}
