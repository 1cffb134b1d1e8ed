import type { Metadata } from "next";
import { MethodPage } from "@/components/risk/method-page";
import { PageHeader } from "@/components/ui/page-header";
import { agentFacets } from "@/lib/agents";
import { requireContext } from "@/lib/auth";

export const metadata: Metadata = { title: "Risk" };

export default async function RiskPage() {
  const ctx = await requireContext();
  const { tier } = await agentFacets(ctx, { status: ["draft", "registered", "active", "suspended"] });
  return (
    <>
      <PageHeader
        title="Risk"
        description="Every agent's tier is a sum that a person can add up. This is how, and where the agents you see stand."
      />
      <MethodPage tiers={tier} />
    </>
  );
}
