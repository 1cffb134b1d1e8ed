import type { Metadata, Route } from "next";
import { NewPolicyForm } from "@/components/policies/new-policy-form";
import { PageHeader } from "@/components/ui/page-header";
import { requirePermission } from "@/lib/access";
import { requireContext } from "@/lib/auth";
import { STARTERS } from "@/lib/policy";
import { createPolicyAction } from "../actions";

export const metadata: Metadata = { title: "Write a policy" };

export default async function NewPolicyPage() {
  requirePermission(await requireContext(), "policies.write");
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Policies", href: "/policies" as Route }, { label: "Write a policy" }]}
        title="Write a policy"
        description="It decides nothing until a second person has read it and published it."
      />
      <NewPolicyForm starters={STARTERS} create={createPolicyAction} />
    </>
  );
}
