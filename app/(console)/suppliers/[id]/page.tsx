import type { Metadata, Route } from "next";
import Link from "next/link";
import { CompletenessCard } from "@/components/suppliers/completeness-card";
import { SupplierFacts } from "@/components/suppliers/supplier-facts";
import { TrustBadge } from "@/components/suppliers/trust-badge";
import { TrustButtons } from "@/components/suppliers/trust-buttons";
import { UsesCard } from "@/components/suppliers/uses-card";
import { Badge } from "@/components/ui/badge";
import { buttonVariants } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { LiteralText } from "@/components/ui/literal-text";
import { PageHeader } from "@/components/ui/page-header";
import { canSomewhere } from "@/lib/access";
import { requireContext } from "@/lib/auth";
import { getSupplier } from "@/lib/suppliers";
import { CRITICALITY_LABELS } from "@/lib/suppliers/terms";
import { orNotFound } from "../../guards";
import { distrustSupplierAction, trustSupplierAction } from "../actions";

export async function generateMetadata({ params }: PageProps<"/suppliers/[id]">): Promise<Metadata> {
  const ctx = await requireContext();
  return { title: (await orNotFound(getSupplier(ctx, (await params).id))).name };
}

export default async function SupplierPage({ params }: PageProps<"/suppliers/[id]">) {
  const [{ id }, ctx] = await Promise.all([params, requireContext()]);
  const supplier = await orNotFound(getSupplier(ctx, id));
  const { criticality, trusted, trustedReason, abilities } = supplier;
  const editHref = `/suppliers/${id}/edit`;
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Suppliers", href: "/suppliers" as Route }, { label: supplier.name }]}
        title={<LiteralText text={supplier.name} />}
        badges={
          criticality === "none" ? undefined : (
            <Badge tone={criticality === "critical" ? "danger" : "warning"}>{CRITICALITY_LABELS[criticality]}</Badge>
          )
        }
        actions={
          <>
            <TrustButtons supplier={supplier} trust={trustSupplierAction} distrust={distrustSupplierAction} />
            {abilities.edit.allowed ? (
              <Link href={editHref as Route} className={buttonVariants({ variant: "default" })}>
                Edit
              </Link>
            ) : null}
          </>
        }
      />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid gap-4">
          <UsesCard supplier={supplier} />
          <SupplierFacts supplier={supplier} />
        </div>
        <div className="grid gap-4">
          <CompletenessCard completeness={supplier.completeness} editHref={abilities.edit.allowed ? editHref : null} />
          <Card>
            <CardHeader title="Trust in its claims" />
            <CardContent className="grid gap-2">
              <div>
                <TrustBadge trusted={trusted} />
              </div>
              {trustedReason ? <LiteralText text={trustedReason} multiline /> : null}
              <p className="text-muted-foreground text-xs">
                What a trusted supplier says of its tools, such as “read-only”, may lower their rating. Of others it
                only raises it.
              </p>
              {canSomewhere(ctx.actor, "audit.read") ? (
                <Link
                  href={`/audit?target=${id}` as Route}
                  className="justify-self-start text-link underline-offset-3 hover:underline"
                >
                  What happened to this entry
                </Link>
              ) : null}
            </CardContent>
          </Card>
        </div>
      </div>
    </>
  );
}
