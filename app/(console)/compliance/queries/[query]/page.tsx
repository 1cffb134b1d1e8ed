import type { Metadata, Route } from "next";
import Link from "next/link";
import { QueryRows } from "@/components/compliance/query-rows";
import { StateBadge } from "@/components/compliance/state-badge";
import { buttonVariants } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { ForbiddenState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { requireContext } from "@/lib/auth";
import { getQuery } from "@/lib/compliance";
import { PROOF_LABELS } from "@/lib/compliance/terms";
import { orNotFound } from "../../../guards";
import { orRefusal } from "../../refusal";

export const metadata: Metadata = { title: "Evidence" };

/** The rows behind one answer, and the controls that rest on it. */
export default async function QueryPage({ params }: PageProps<"/compliance/queries/[query]">) {
  const ctx = await requireContext();
  const query = await orNotFound(orRefusal(getQuery(ctx, (await params).query)));
  if (typeof query === "string") return <ForbiddenState message={query} />;
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Compliance", href: "/compliance" as Route }, { label: "Evidence" }]}
        title={query.title}
        badges={<StateBadge state={query.state} />}
        description={`${query.asks} ${query.threshold}`}
        actions={
          query.place ? (
            <Link href={query.place.href as Route} className={buttonVariants({ variant: "outline" })}>
              {query.place.label}
            </Link>
          ) : null
        }
      />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <Card aria-labelledby="rows" className="overflow-hidden">
          <CardHeader id="rows" title="Rows that speak against it" description={query.sentence} />
          <QueryRows query={query} />
        </Card>
        <Card aria-labelledby="controls" className="overflow-hidden">
          <CardHeader id="controls" title="Controls that rest on it" />
          <ul className="divide-y divide-border">
            {query.controls.map((control) => (
              <li key={control.id} className="flex flex-wrap justify-between gap-x-3 px-4 py-2">
                <Link href={control.href as Route} className="text-link underline-offset-3 hover:underline">
                  {control.framework} {control.reference}
                </Link>
                <span className="text-muted-foreground text-xs">{PROOF_LABELS[control.proves]}</span>
              </li>
            ))}
          </ul>
        </Card>
      </div>
    </>
  );
}
