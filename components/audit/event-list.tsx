import { ScrollText } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { buttonVariants } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import type { AuditSearch, EventPage } from "@/lib/audit/search";
import { chipsOf } from "./applied";
import { auditHref } from "./hrefs";
import { Timeline } from "./timeline";

interface EventListProps {
  page: EventPage;
  search: AuditSearch;
  timeZone: string;
  openId: string | undefined;
}

/** A page of the timeline with the way to the pages beside it; says why it is empty. */
export function EventList({ page, search, timeZone, openId }: EventListProps) {
  if (page.rows.length === 0) return <Nothing narrowed={chipsOf(search, new Map()).length > 0} />;
  return (
    <>
      <Timeline events={page.rows} search={search} timeZone={timeZone} openEventId={openId} />
      <nav aria-label="Pages of the timeline" className="mt-4 flex justify-between gap-2 print:hidden">
        {page.newer ? (
          <Turn href={auditHref(search, { newerThan: page.newer, olderThan: null })}>Newer</Turn>
        ) : (
          <span />
        )}
        {page.older ? <Turn href={auditHref(search, { olderThan: page.older, newerThan: null })}>Older</Turn> : null}
      </nav>
    </>
  );
}

function Turn({ href, children }: { href: Route; children: ReactNode }) {
  return (
    <Link href={href} prefetch={false} className={buttonVariants({ variant: "outline" })}>
      {children}
    </Link>
  );
}

function Nothing({ narrowed }: { narrowed: boolean }) {
  return (
    <EmptyState
      icon={<ScrollText />}
      title={narrowed ? "No event matches" : "Nothing was recorded that you may see"}
      description={
        narrowed
          ? "Nothing that you may see was recorded under these filters. Words follow what is recorded within a second."
          : "Every step that people, agents and the console take stands here with its proof, as soon as there is one about an agent you answer for."
      }
      actions={
        narrowed ? (
          <Link href={auditHref({})} className={buttonVariants({ variant: "outline" })}>
            Show everything
          </Link>
        ) : null
      }
    />
  );
}
