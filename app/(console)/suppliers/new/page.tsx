import type { Metadata, Route } from "next";
import { NewSupplierForm } from "@/components/suppliers/form/edit-form";
import { Callout } from "@/components/ui/callout";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/access";
import { requireContext } from "@/lib/auth";
import { createSupplierAction } from "../actions";
import { formLists } from "../lists";

export const metadata: Metadata = { title: "Register a supplier" };

export default async function NewSupplierPage() {
  const ctx = await requireContext();
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Suppliers", href: "/suppliers" as Route }, { label: "Register a supplier" }]}
        title="Register a supplier"
        description="Only the name must be there. What else is known fills the register of information."
      />
      {can(ctx.actor, "suppliers.manage") ? (
        <NewSupplierForm create={createSupplierAction} {...(await formLists(ctx, null))} />
      ) : (
        <Callout tone="warning">This needs the role compliance for the whole organisation.</Callout>
      )}
    </>
  );
}
