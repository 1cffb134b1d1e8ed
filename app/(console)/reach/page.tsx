import { Download, Waypoints } from "lucide-react";
import type { Metadata, Route } from "next";
import Link from "next/link";
import { AffectedCard } from "@/components/reach/affected-card";
import { BlastCard } from "@/components/reach/blast-card";
import { PlaceTable } from "@/components/reach/place-table";
import { SharedCard } from "@/components/reach/shared-card";
import { StepsCard } from "@/components/reach/steps-card";
import { SubjectForm } from "@/components/reach/subject-form";
import { buttonVariants } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { canSomewhere } from "@/lib/access";
import { requireContext } from "@/lib/auth";
import { whatIf } from "@/lib/reach";
import type { SubjectInput, WhatIf } from "@/lib/reach/schema";
import { orNotFound } from "../guards";
import { pageIn, subjectIn } from "./subject";

export const metadata: Metadata = { title: "What if" };

export default async function ReachPage({ searchParams }: PageProps<"/reach">) {
  const [given, ctx] = await Promise.all([searchParams, requireContext()]);
  const subject = subjectIn(given);
  const result = subject ? await orNotFound(whatIf(ctx, { subject, page: pageIn(given) })) : null;
  return (
    <>
      <PageHeader
        title="What if"
        description="What falls if an agent, a server or a credential is compromised, and what to do first."
        actions={
          subject && canSomewhere(ctx.actor, "agents.export") ? (
            <a
              href={`/api/reach/export?${addressOf(subject)}`}
              download
              title="Everything within reach as CSV, recorded in the audit log"
              className={buttonVariants({ variant: "outline" })}
            >
              <Download aria-hidden />
              Export
            </a>
          ) : undefined
        }
      />
      <SubjectForm
        key={subject ? addressOf(subject) : ""}
        kind={subject?.kind ?? "agent"}
        chosen={subject && result ? { value: `/reach?${addressOf(subject)}`, label: result.subject.name } : null}
      />
      {subject?.kind === "agent" ? (
        <p className="-mt-2 mb-4">
          <Link
            href={`/agents/${subject.id}?tab=reach` as Route}
            prefetch={false}
            className="text-link underline-offset-3 hover:underline"
          >
            See the picture of its reach
          </Link>
        </p>
      ) : null}
      {subject && result ? <Result result={result} address={addressOf(subject)} /> : <Nothing />}
    </>
  );
}

function addressOf(subject: SubjectInput): string {
  if (subject.kind === "agent") return new URLSearchParams({ agent: subject.id }).toString();
  if (subject.kind === "credential") return new URLSearchParams({ credential: subject.name }).toString();
  return new URLSearchParams({ server: subject.name, address: subject.address }).toString();
}

function Nothing() {
  return (
    <Card>
      <EmptyState
        icon={<Waypoints />}
        title="Choose what is compromised"
        description="An agent with all its tools; a server, at every agent that uses it; or a credential, at every server that holds it. The answer says what is reachable as a number and in words."
      />
    </Card>
  );
}

const BECAUSE: Record<WhatIf["subject"]["kind"], string> = {
  agent: "Counting what shares its credentials.",
  server: "If it steers the agents that read its answers, everything that they reach.",
  credential: "",
};

function Result({ result, address }: { result: WhatIf; address: string }) {
  const { direct, wider, subject, shared } = result;
  const pageHref = (page: number | null) => (page === null ? null : `/reach?${address}&page=${page}`);
  return (
    <div className="grid gap-4">
      {result.partial ? (
        <Callout tone="warning" title="Not the whole answer">
          Agents of teams that you may not see use it as well. They are left out of everything here.
        </Callout>
      ) : null}
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid gap-4">
          <BlastCard blast={direct} wider={wider ? { blast: wider, because: BECAUSE[subject.kind] } : null} />
          <Card aria-labelledby="within">
            <CardHeader id="within" title="Within reach" description="The heaviest first." />
            <PlaceTable
              rows={result.places}
              total={result.placeCount}
              next={pageHref(result.next)}
              previous={pageHref(result.previous)}
            />
          </Card>
        </div>
        <div className="grid gap-4">
          <StepsCard steps={result.steps} />
          <AffectedCard result={result} />
          {subject.kind === "credential" ? null : <SharedCard shared={shared} />}
        </div>
      </div>
    </div>
  );
}
