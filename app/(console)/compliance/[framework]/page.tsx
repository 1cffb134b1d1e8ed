import type { Metadata, Route } from "next";
import { ControlFilters } from "@/components/compliance/control-filters";
import { ControlTable } from "@/components/compliance/control-table";
import { filtered, filterOf } from "@/components/compliance/filters";
import { StateBar } from "@/components/compliance/state-bar";
import { Card } from "@/components/ui/card";
import { ForbiddenState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { requireContext } from "@/lib/auth";
import { getFramework } from "@/lib/compliance";
import { orNotFound } from "../../guards";
import { orRefusal } from "../refusal";

export const metadata: Metadata = { title: "Framework" };

/** The controls of one framework; the filters are the address. */
export default async function FrameworkPage({ params, searchParams }: PageProps<"/compliance/[framework]">) {
  const ctx = await requireContext();
  const framework = await orNotFound(orRefusal(getFramework(ctx, (await params).framework)));
  if (typeof framework === "string") return <ForbiddenState message={framework} />;
  const filter = filterOf(await searchParams);
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Compliance", href: "/compliance" as Route }, { label: framework.name }]}
        title={framework.name}
        description={
          <>
            {framework.about} {framework.edition}, published by{" "}
            <a href={framework.source} rel="noreferrer" className="text-link underline underline-offset-3">
              {framework.publisher}
            </a>
            .
          </>
        }
      />
      <div className="mb-4 max-w-xl">
        <StateBar states={framework.states} />
      </div>
      <ControlFilters framework={framework} filter={filter} />
      <Card className="overflow-hidden">
        <ControlTable rows={filtered(framework.rows, filter)} label={`Controls of ${framework.name}`} />
      </Card>
    </>
  );
}
