import { CircleCheck } from "lucide-react";
import type { Metadata, Route } from "next";
import Link from "next/link";
import { CaseDetails } from "@/components/approvals/case/case-details";
import { deskCaseOf } from "@/components/approvals/decide/desk-case";
import { QueueDesk } from "@/components/approvals/queue/queue-desk";
import { buttonVariants } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { canSomewhere } from "@/lib/access";
import { type CaseView, readCase, readQueue } from "@/lib/approvals";
import { currentPerson, requireContext } from "@/lib/auth";
import type { Context } from "@/lib/context";
import { isCountersignError } from "@/lib/errors";
import { listPasskeys } from "@/lib/passkeys";
import { preferencesSchema } from "@/lib/people/schema";
import { DECIDE_ACTIONS } from "./decide-actions";
import { queueParamsOf } from "./search-params";

export const metadata: Metadata = { title: "Approvals" };

/** What waits for people, the most urgent first, and beside it the case that is read (A2, A5). */
export default async function ApprovalsPage({ searchParams }: PageProps<"/approvals">) {
  const ctx = await requireContext();
  const { filter, request, ignored } = queueParamsOf(await searchParams);
  const [page, view, passkeys, person] = await Promise.all([
    readQueue(ctx, filter),
    request === null ? null : caseOrNull(ctx, request),
    listPasskeys(ctx),
    currentPerson(),
  ]);
  const { shortcuts } = preferencesSchema.parse(person?.preferences ?? {});
  return (
    <>
      <PageHeader
        title="Approvals"
        description="What agents may do only when a person agrees. What you approve is exactly what runs, once."
        actions={<Ways ctx={ctx} />}
        className="mb-4"
      />
      {ignored.length ? (
        <Callout tone="warning" className="mb-4" title="Part of the address was not understood">
          Shown without: {ignored.join(", ")}.
        </Callout>
      ) : null}
      <QueueDesk
        page={{ ...page, view: filter.view ?? "mine", group: filter.group ?? null }}
        requested={request}
        item={view && deskCaseOf(view)}
        actions={DECIDE_ACTIONS}
        hasPasskey={passkeys.length > 0}
        shortcuts={shortcuts}
      >
        <Beside view={view} requested={request !== null} waiting={page.mine.length} />
      </QueueDesk>
    </>
  );
}

function Beside({ view, requested, waiting }: { view: CaseView | null; requested: boolean; waiting: number }) {
  if (view) return <CaseDetails view={view} />;
  if (requested) {
    return (
      <ErrorState
        kind="missing"
        title="This request is not here"
        description="It does not exist, or it is not open to you. Choose another one from the list."
      />
    );
  }
  return (
    <EmptyState
      icon={<CircleCheck />}
      title={waiting ? "Choose a request" : "Nothing waits for you"}
      description={
        waiting
          ? "j and k go through the list, a approves, d denies, ? shows every key."
          : "A new request appears by itself, and the number beside Approvals says so wherever you are."
      }
    />
  );
}

function Ways({ ctx }: { ctx: Context }) {
  return (
    <>
      {canSomewhere(ctx.actor, "approvals.measure") ? (
        <Link href={"/approvals/measures" as Route} className={buttonVariants({ variant: "outline" })}>
          Measures
        </Link>
      ) : null}
      <Link href={"/approvals/standing" as Route} className={buttonVariants({ variant: "outline" })}>
        Standing approvals
      </Link>
    </>
  );
}

/** A request that is gone or not in sight leaves the list as it is. */
async function caseOrNull(ctx: Context, id: string): Promise<CaseView | null> {
  try {
    return await readCase(ctx, id);
  } catch (error) {
    if (isCountersignError(error) && error.code === "not_found") return null;
    throw error;
  }
}
