import type { Metadata, Route } from "next";
import { EditResourceForm } from "@/components/reach/edit-resource-form";
import { Callout } from "@/components/ui/callout";
import { PageHeader } from "@/components/ui/page-header";
import { requireContext } from "@/lib/auth";
import { getResource } from "@/lib/reach";
import { orNotFound } from "../../../guards";
import { editResourceAction } from "../../actions";

export const metadata: Metadata = { title: "Edit a resource" };

export default async function EditResourcePage({ params }: PageProps<"/resources/[id]/edit">) {
  const [{ id }, ctx] = await Promise.all([params, requireContext()]);
  const resource = await orNotFound(getResource(ctx, id));
  return (
    <>
      <PageHeader
        crumbs={[
          { label: "Resources", href: "/resources" as Route },
          { label: resource.name, href: `/resources/${id}` as Route },
          { label: "Edit" },
        ]}
        title={`Edit ${resource.name}`}
      />
      {resource.edit.allowed ? (
        <EditResourceForm resource={resource} edit={editResourceAction} />
      ) : (
        <Callout tone="warning" title="You cannot edit resources">
          {resource.edit.reason}
        </Callout>
      )}
    </>
  );
}
