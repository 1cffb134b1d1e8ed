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
        description="Platforms whose tokens prove who an instance is, where its credential names them."
        actions={<AddIssuer ability={manage} add={addIssuerAction} />}
      />
      <IssuerList issuers={issuers} mayManage={manage.allowed} end={endIssuerAction} attempt={tryIssuerAction} />
    </>
  );
}
