import { ListFilter } from "lucide-react";
import type { Metadata, Route } from "next";
import Link from "next/link";
import { EventRecord } from "@/components/audit/event-record";
import { EventSheet } from "@/components/audit/event-sheet";
import { ExportMenu } from "@/components/audit/export-menu";
import { auditHref, storyHref } from "@/components/audit/hrefs";
import { ProofPanel } from "@/components/audit/proof-panel";
import { StoryHead } from "@/components/audit/story-head";
import { StoryView } from "@/components/audit/story-view";
import { TimelineKeys } from "@/components/audit/timeline-keys";
import { buttonVariants } from "@/components/ui/button";
import { ForbiddenState } from "@/components/ui/error-state";
import { LiteralText } from "@/components/ui/literal-text";
import { PageHeader } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import { canSomewhere } from "@/lib/access";
import { getStory, type Story } from "@/lib/audit";
import { currentPerson, requireContext } from "@/lib/auth";
import type { Context } from "@/lib/context";
import { isCountersignError, notFound } from "@/lib/errors";
import { preferencesSchema } from "@/lib/people/schema";
import { orNotFound } from "../../../guards";
import { eventOrNone, refusal } from "../../asked";

export const metadata: Metadata = { title: "Workflow" };

/** One workflow from its first event to its last (L4): who asked, what was decided, who approved, what ran, how it ended. */
export default async function StoryPage({ params, searchParams }: PageProps<"/audit/story/[correlationId]">) {
  const [ctx, person, { correlationId }, asked] = await Promise.all([
    requireContext(),
    currentPerson(),
    params,
    searchParams,
  ]);
  const workflow = named(correlationId);
  const after = typeof asked.after === "string" ? asked.after : null;
  const openId = typeof asked.event === "string" ? asked.event : undefined;
  const [story, event] = await Promise.all([
    orNotFound(storyAt(ctx, workflow, after).catch(refusal)),
    openId ? eventOrNone(ctx, openId).catch(refusal) : null,
  ]);
  if (typeof story === "string") return <ForbiddenState message={story} />;
  const { shortcuts } = preferencesSchema.parse(person?.preferences ?? {});
  const own = storyHref(story.correlationId);
  const page = after ? (`${own}?after=${after}` as Route) : own;
  const query = auditHref({ correlationId: story.correlationId });
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Audit log", href: "/audit" }, { label: "Workflow" }]}
        title={<LiteralText text={story.summary} />}
        description="One workflow from its first event to its last, each with its seal and its proof."
        actions={
          <>
            <Link href={query} className={buttonVariants({ variant: "outline" })}>
              <ListFilter aria-hidden />
              In the timeline
            </Link>
            {canSomewhere(ctx.actor, "audit.export") ? <ExportMenu query={query.split("?")[1] ?? ""} /> : null}
          </>
        }
      />
      <StoryHead story={story} />
      <StoryView story={story} hrefOf={(id) => `${page}${after ? "&" : "?"}event=${id}` as Route} openId={openId} />
      <Pages own={own} after={after} next={story.next} />
      {event && typeof event !== "string" ? (
        <EventSheet
          title="Event"
          subtitle={<Time at={event.at} format="exact" />}
          closeHref={page}
          shortcuts={shortcuts}
        >
          <div className="grid gap-5">
            <EventRecord event={event} />
            <ProofPanel key={event.id} eventId={event.id} seq={event.seq} />
          </div>
        </EventSheet>
      ) : null}
      <TimelineKeys enabled={shortcuts} open={event !== null} />
    </>
  );
}

/** An address that names no workflow, or no place in it, is one that is not there. */
async function storyAt(ctx: Context, correlationId: string, after: string | null): Promise<Story> {
  try {
    return await getStory(ctx, correlationId, { after });
  } catch (error) {
    if (isCountersignError(error) && error.code === "invalid") throw notFound("workflow");
    throw error;
  }
}

function Pages({ own, after, next }: { own: Route; after: string | null; next: string | null }) {
  if (!after && !next) return null;
  return (
    <nav aria-label="Pages of the workflow" className="mt-4 flex justify-between gap-2 print:hidden">
      {after ? (
        <Link href={own} className={buttonVariants({ variant: "outline" })}>
          From the beginning
        </Link>
      ) : (
        <span />
      )}
      {next ? (
        <Link href={`${own}?after=${next}` as Route} className={buttonVariants({ variant: "outline" })}>
          Later steps
        </Link>
      ) : null}
    </nav>
  );
}

/** What an address names: a colon may come as it is or as %3A. */
function named(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
