import type { Metadata } from "next";
import { CoverageView } from "@/components/policies/coverage-view";
import { PolicyTabs } from "@/components/policies/policy-tabs";
import { PageHeader } from "@/components/ui/page-header";
import { requireContext } from "@/lib/auth";
import { readCoverage } from "@/lib/policy";

export const metadata: Metadata = { title: "Coverage of policies" };

export default async function CoveragePage() {
  const coverage = await readCoverage(await requireContext());
  return (
    <>
      <PageHeader
        title="Policies"
        description="What nobody decided about, what never mattered, and who may do more than most work needs."
      />
      <PolicyTabs current="coverage" />
      <CoverageView coverage={coverage} />
    </>
  );
}
