import type { Metadata, Route } from "next";
import { EditSupplierForm } from "@/components/suppliers/form/edit-form";
import { Callout } from "@/components/ui/callout";
import { LiteralText } from "@/components/ui/literal-text";
import { PageHeader } from "@/components/ui/page-header";
import { requireContext } from "@/lib/auth";
import { getSupplier } from "@/lib/suppliers";
import { orNotFound } from "../../../guards";
import { editSupplierAction } from "../../actions";
import { formLists } from "../../lists";

export const metadata: Metadata = { title: "Edit a supplier" };

export default async function EditSupplierPage({ params }: PageProps<"/suppliers/[id]/edit">) {
  const [{ id }, ctx] = await Promise.all([params, requireContext()]);
  const supplier = await orNotFound(getSupplier(ctx, id));
  const { edit } = supplier.abilities;
  return (
    <>
      <PageHeader
        crumbs={[
          { label: "Suppliers", href: "/suppliers" as Route },
          { label: supplier.name, href: `/suppliers/${id}` as Route },
          { label: "Edit" },
        ]}
        title={
          <>
            Edit <LiteralText text={supplier.name} />
          </>
        }
      />
      {edit.allowed ? (
        <EditSupplierForm supplier={supplier} edit={editSupplierAction} {...(await formLists(ctx, id))} />
      ) : (
        <Callout tone="warning">{edit.reason}</Callout>
      )}
    </>
  );
}
