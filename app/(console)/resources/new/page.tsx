import type { Metadata, Route } from "next";
import { ResourceForm } from "@/components/reach/resource-form";
import { Callout } from "@/components/ui/callout";
import { PageHeader } from "@/components/ui/page-header";
import { canSomewhere } from "@/lib/access";
import { requireContext } from "@/lib/auth";
import { createResourceAction } from "../actions";

export const metadata: Metadata = { title: "Register a resource" };

export default async function NewResourcePage() {
  const ctx = await requireContext();
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Resources", href: "/resources" as Route }, { label: "New" }]}
        title="Register a resource"
        description="A database, a service, a store of files, an account: whatever tools reach."
      />
      {canSomewhere(ctx.actor, "resources.create") ? (
        <ResourceForm save={createResourceAction} cancelHref="/resources" />
      ) : (
        <Callout tone="warning" title="You cannot register resources">
          This needs the role owner or compliance.
        </Callout>
      )}
    </>
  );
}
