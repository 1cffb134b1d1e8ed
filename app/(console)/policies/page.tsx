import { Plus } from "lucide-react";
import type { Metadata, Route } from "next";
import Link from "next/link";
import { PolicyList } from "@/components/policies/policy-list";
import { PolicyTabs } from "@/components/policies/policy-tabs";
import { ShippedList } from "@/components/policies/shipped-list";
import { buttonVariants } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/access";
import { requireContext } from "@/lib/auth";
import { listPolicies, listShippedPolicies } from "@/lib/policy";

export const metadata: Metadata = { title: "Policies" };

export default async function PoliciesPage() {
  const ctx = await requireContext();
  const [policies, shipped] = await Promise.all([listPolicies(ctx), listShippedPolicies(ctx)]);
  const mayWrite = can(ctx.actor, "policies.write");
  return (
    <>
      <PageHeader
        title="Policies"
        description="What every call is decided by, beside what was granted. Nothing is allowed that was not granted; a policy can forbid it all the same, or ask somebody first."
        actions={
          mayWrite ? (
            <Link href={"/policies/new" as Route} className={buttonVariants({ variant: "default" })}>
              <Plus aria-hidden />
              Write a policy
            </Link>
          ) : undefined
        }
      />
      <PolicyTabs current="list" />
      <div className="grid gap-8">
        <section className="grid min-w-0 gap-3">
          <h2 className="font-semibold text-base">Of this organisation</h2>
          <PolicyList policies={policies} mayWrite={mayWrite} />
        </section>
        <section className="grid min-w-0 gap-3">
          <div>
            <h2 className="font-semibold text-base">Shipped with Countersign</h2>
            <p className="text-muted-foreground">
              They hold from the first day and cannot be edited. What denies here, no approval lifts; what asks,
              somebody can allow.
            </p>
          </div>
          <ShippedList policies={shipped} />
        </section>
      </div>
    </>
  );
}
