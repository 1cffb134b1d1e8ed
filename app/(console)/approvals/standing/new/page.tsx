import type { Metadata, Route } from "next";
import { notFound } from "next/navigation";
import { ProposeForm } from "@/components/approvals/standing/propose-form";
import { ForbiddenState } from "@/components/ui/error-state";
import { LiteralText } from "@/components/ui/literal-text";
import { PageHeader } from "@/components/ui/page-header";
import { offerStanding, type StandingOffer } from "@/lib/approvals";
import { requireContext } from "@/lib/auth";
import { isCountersignError } from "@/lib/errors";
import { beginProposalSigningAction, proposeStandingAction } from "../actions";

export const metadata: Metadata = { title: "Allow the next ones like this" };

/** Proposes a standing approval from the approved request `?from=`. */
export default async function NewStandingPage({ searchParams }: PageProps<"/approvals/standing/new">) {
  const ctx = await requireContext();
  const { from } = await searchParams;
  if (typeof from !== "string") notFound();
  const offer = await offerStanding(ctx, { fromId: from }).catch(refusal);
  if (typeof offer === "string") return <ForbiddenState message={offer} />;
  return (
    <>
      <PageHeader
        crumbs={[
          { label: "Approvals", href: "/approvals" as Route },
          { label: "Standing", href: "/approvals/standing" as Route },
          { label: "New" },
        ]}
        title="Allow the next ones like this"
        description={
          <>
            Requests to use <LiteralText text={`${offer.server}/${offer.tool}`} className="font-mono text-xs" /> within
            these bounds are then approved without asking.
          </>
        }
      />
      <ProposeForm offer={offer} propose={proposeStandingAction} beginSigning={beginProposalSigningAction} />
    </>
  );
}

/** A refusal with its sentence; what is not there, or not to be seen, is the page that says so. */
function refusal(error: unknown): StandingOffer | string {
  if (!isCountersignError(error)) throw error;
  if (error.code === "not_found" || error.code === "invalid") notFound();
  if (error.code === "forbidden" || error.code === "unmet") return error.message;
  throw error;
}
