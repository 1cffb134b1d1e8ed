import type { Metadata, Route } from "next";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/ui/page-header";
import { DATA_CLASSES, type DataClass } from "@/lib/agents/terms";
import { requireContext } from "@/lib/auth";
import { classWords } from "@/lib/reach/present";
import { Reachers } from "../../reachers";

function known(given: string): DataClass {
  return DATA_CLASSES.find((one) => one === given) ?? notFound();
}

export async function generateMetadata({ params }: PageProps<"/reach/data/[dataClass]">): Promise<Metadata> {
  return { title: `Who can reach ${classWords(known((await params).dataClass))}` };
}

export default async function DataClassPage({ params, searchParams }: PageProps<"/reach/data/[dataClass]">) {
  const [{ dataClass }, given, ctx] = await Promise.all([params, searchParams, requireContext()]);
  const words = classWords(known(dataClass));
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Resources", href: "/resources" as Route }, { label: words }]}
        title={`Who can reach ${words}`}
        description="Agents with a tool that leads to a resource where it lies, and those that state that they read or write it."
      />
      <Reachers ctx={ctx} given={given} sought={{ dataClass: known(dataClass) }} what={words} />
    </>
  );
}
