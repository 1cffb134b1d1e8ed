import { Download, ScrollText } from "lucide-react";
import type { Metadata, Route } from "next";
import Link from "next/link";
import { CaseBadges, CaseDetails } from "@/components/approvals/case/case-details";
import { History } from "@/components/approvals/case/history";
import { RequestDesk } from "@/components/approvals/case/request-desk";
import { deskCaseOf } from "@/components/approvals/decide/desk-case";
import { storyHref } from "@/components/audit/hrefs";
import { buttonVariants } from "@/components/ui/button";
import { LiteralText } from "@/components/ui/literal-text";
import { PageHeader } from "@/components/ui/page-header";
import { canSomewhere } from "@/lib/access";
import { readCase } from "@/lib/approvals";
import { type EventView, listEvents } from "@/lib/audit";
import { currentPerson, requireContext } from "@/lib/auth";
import type { Context } from "@/lib/context";
import { listPasskeys } from "@/lib/passkeys";
import { preferencesSchema } from "@/lib/people/schema";
import { orNotFound } from "../../guards";
import { DECIDE_ACTIONS } from "../decide-actions";

export const metadata: Metadata = { title: "Request for approval" };

/** One request, waiting or over, with all that was seen, said and done about it: the address that messages and events lead to. */
export default async function RequestPage({ params }: PageProps<"/approvals/[id]">) {
  const [{ id }, ctx] = await Promise.all([params, requireContext()]);
  const [view, events, passkeys, person] = await Promise.all([
    orNotFound(readCase(ctx, id)),
    eventsOf(ctx, id),
    listPasskeys(ctx),
    currentPerson(),
  ]);
  const { shortcuts } = preferencesSchema.parse(person?.preferences ?? {});
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Approvals", href: "/approvals" as Route }, { label: view.id }]}
        title={<LiteralText text={view.sentence} />}
        description={<CaseBadges view={view} />}
        actions={
          <>
            <a href={`/approvals/${id}/evidence`} download className={buttonVariants({ variant: "outline" })}>
              <Download aria-hidden />
              Evidence
            </a>
            {events ? (
              <Link href={storyHref(view.correlationId)} className={buttonVariants({ variant: "outline" })}>
                <ScrollText aria-hidden />
                The whole story
              </Link>
            ) : null}
          </>
        }
      />
      <div className="grid gap-4">
        <RequestDesk
          item={deskCaseOf(view)}
          actions={DECIDE_ACTIONS}
          hasPasskey={passkeys.length > 0}
          shortcuts={shortcuts}
        >
          <CaseDetails view={view} heading={false} />
        </RequestDesk>
        {events ? <History events={events} /> : null}
      </div>
    </>
  );
}

/** The log is open to some; everybody else reads what happened in the case itself. */
async function eventsOf(ctx: Context, id: string): Promise<readonly EventView[] | null> {
  if (!canSomewhere(ctx.actor, "audit.read")) return null;
  const { rows } = await listEvents(ctx, { targetId: id, limit: 200 });
  return rows.toReversed();
}
