import type { Metadata, Route } from "next";
import Link from "next/link";
import { searchFromParams } from "@/app/(console)/audit/search-params";
import { auditHref } from "@/components/audit/hrefs";
import { AskForm } from "@/components/evidence/ask-form";
import { eventsText } from "@/components/evidence/words";
import { Callout } from "@/components/ui/callout";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { ForbiddenState } from "@/components/ui/error-state";
import { LiteralText } from "@/components/ui/literal-text";
import { PageHeader } from "@/components/ui/page-header";
import { canSomewhere } from "@/lib/access";
import { countEvents, formatSearch } from "@/lib/audit";
import { requireContext } from "@/lib/auth";
import { MOST_EVENTS } from "@/lib/evidence/terms";
import { askExportAction } from "../actions";

export const metadata: Metadata = { title: "Make an export" };

const NEEDED = "Making an export needs the role compliance or auditor.";

/** Asks for an export of the timeline's search, which stands in the address. */
export default async function NewExportPage({ searchParams }: PageProps<"/evidence/new">) {
  const [ctx, params] = await Promise.all([requireContext(), searchParams]);
  if (!canSomewhere(ctx.actor, "evidence.export")) return <ForbiddenState message={NEEDED} />;
  const { search, ignored } = searchFromParams(params);
  const { olderThan: _older, newerThan: _newer, limit: _limit, ...asked } = search;
  const { count, exact } = await countEvents(ctx, asked);
  const written = formatSearch(search);
  const isLarge = count > MOST_EVENTS;
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Evidence", href: "/evidence" as Route }, { label: "Make an export" }]}
        title="Make an export"
        description="The worker gathers everything that was recorded until now, proves it, and tells you when it is ready."
      />
      <div className="grid max-w-3xl gap-4">
        {ignored.length ? (
          <Callout tone="warning" title={`Not understood, and left out: ${ignored.join(", ")}`} />
        ) : null}
        <Card>
          <CardHeader title="What is in it" description="The search of the timeline that you came from." />
          <CardContent className="grid gap-2">
            <p className="rounded-md border border-border bg-muted px-2 py-1 font-mono text-xs [overflow-wrap:anywhere]">
              {written ? <LiteralText text={written} /> : "everything that you may read"}
            </p>
            <p>
              <span className="font-semibold tabular-nums">
                {eventsText(count)}
                {exact ? "" : " or more"}
              </span>{" "}
              as of now.{" "}
              <Link href={auditHref(search)} className="underline underline-offset-4">
                Look at them, or choose others
              </Link>
            </p>
          </CardContent>
        </Card>
        <AskForm
          title={typeof params.title === "string" ? params.title.slice(0, 120) : "Events of the audit log"}
          query={
            typeof params.control === "string"
              ? { kind: "control", controlId: params.control, search: asked }
              : { kind: "events", search: asked }
          }
          reason={isLarge ? `More than ${MOST_EVENTS.toLocaleString("en")} events: narrow the time first.` : null}
          ask={askExportAction}
        />
      </div>
    </>
  );
}
