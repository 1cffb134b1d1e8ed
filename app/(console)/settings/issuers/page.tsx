import type { Metadata, Route } from "next";
import { AddIssuer } from "@/components/credentials/add-issuer";
import { IssuerList } from "@/components/credentials/issuer-list";
import { PageHeader } from "@/components/ui/page-header";
import { requireContext } from "@/lib/auth";
import { listIssuers } from "@/lib/credentials";
import { addIssuerAction, endIssuerAction, tryIssuerAction } from "./actions";

export const metadata: Metadata = { title: "Workload issuers" };

export default async function IssuersPage() {
  const ctx = await requireContext();
  const { issuers, manage } = await listIssuers(ctx);
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Settings", href: "/settings" as Route }, { label: "Workload issuers" }]}
        title="Workload issuers"
        description="Platforms whose tokens prove who an agent's instance is: a Kubernetes cluster, a build service, SPIFFE. An instance is let in only where its credential names the issuer and the subject."
        actions={<AddIssuer ability={manage} add={addIssuerAction} />}
      />
      <IssuerList issuers={issuers} mayManage={manage.allowed} end={endIssuerAction} attempt={tryIssuerAction} />
    </>
  );
}
