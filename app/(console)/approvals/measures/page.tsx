import type { Metadata, Route } from "next";
import { Beside, MeasuredFigures } from "@/components/approvals/measures/figures";
import { MeasureFilters } from "@/components/approvals/measures/filters";
import { LoadTable, Signals } from "@/components/approvals/measures/reviewers";
import { Volume } from "@/components/approvals/measures/volume";
import { Callout } from "@/components/ui/callout";
import { Card, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { ForbiddenState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { type Measures, readMeasures } from "@/lib/approvals";
import { measuresSearchSchema } from "@/lib/approvals/search";
import { requireContext } from "@/lib/auth";
import { refusal } from "../../guards";
import { searchOf } from "./search-params";

export const metadata: Metadata = { title: "Measures of approvals" };

/** How deciding goes, and where it looks like tiredness (A9). */
export default async function MeasuresPage({ searchParams }: PageProps<"/approvals/measures">) {
  const ctx = await requireContext();
  const { search, ignored } = searchOf(measuresSearchSchema, await searchParams);
  const measures = await readMeasures(ctx, search).catch(refusal);
  if (typeof measures === "string") return <ForbiddenState message={measures} />;
  const { tools, teams } = measures;
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Approvals", href: "/approvals" as Route }, { label: "Measures" }]}
        title="Measures"
        description="How much is asked, how long it waits, and whether people still look. Each number opens the requests it was counted from."
      />
      <MeasureFilters search={search} choices={{ tools, teams }} />
      {ignored.length ? (
        <Callout tone="warning" className="mb-4" title="Part of the address was not understood">
          Shown without: {ignored.join(", ")}.
        </Callout>
      ) : null}
      <div className="grid gap-4">
        <MeasuredFigures search={search} measures={measures} />
        <Volume search={search} measures={measures} />
        <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_24rem]">
          <div className="grid gap-4">
            <Card aria-labelledby="signals" className="overflow-hidden">
              <CardHeader
                id="signals"
                title="Signs of tiredness"
                description="Of the last 7 days, whatever is chosen above. They ask for a talk, and prove nothing."
              />
              {measures.signals.length ? <Signals signals={measures.signals} /> : <NoSignals measures={measures} />}
            </Card>
            <Card aria-labelledby="load" className="overflow-hidden">
              <CardHeader id="load" title="Load" description={loadWords(measures)} />
              {measures.load.length ? (
                <LoadTable search={search} load={measures.load} />
              ) : (
                <EmptyState level={3} title="Nothing to show" description={emptyLoad(measures)} />
              )}
            </Card>
          </div>
          <Card aria-labelledby="beside" className="overflow-hidden">
            <CardHeader id="beside" title="Also counted" />
            <Beside search={search} measures={measures} />
          </Card>
        </div>
      </div>
    </>
  );
}

function NoSignals({ measures }: { measures: Measures }) {
  return (
    <p className="px-4 py-3 text-muted-foreground">
      {measures.perPerson ? "Nothing stands out about anybody." : "Nothing stands out about you."}
    </p>
  );
}

function loadWords({ reviewers, votes, perPerson }: Measures): string {
  const people = reviewers === 1 ? "1 person" : `${reviewers} people`;
  const all = `${people} decided ${votes.toLocaleString("en")} times.`;
  return perPerson ? all : `${all} The numbers of others are shown to compliance and the CISO alone.`;
}

function emptyLoad({ perPerson }: Measures): string {
  return perPerson ? "Nobody decided anything in this period." : "You decided nothing in this period.";
}
