"use client";

import { useState } from "react";
import type { ActionState } from "@/lib/http/action-state";
import type { CreateSupplierInput, EditSupplierInput, SupplierDetail } from "@/lib/suppliers/schema";
import { BLANK, type SupplierSectionProps, valuesOf } from "./form-values";
import { SupplierForm } from "./supplier-form";

type Lists = Pick<SupplierSectionProps, "countries" | "others">;

export function EditSupplierForm({
  supplier,
  edit,
  ...lists
}: Lists & {
  supplier: SupplierDetail;
  edit: (input: EditSupplierInput) => Promise<ActionState<{ id: string }>>;
}) {
  const [{ id, version }] = useState(supplier);
  return (
    <SupplierForm
      {...lists}
      before={valuesOf(supplier)}
      isNew={false}
      save={(changes) => edit({ id, version, changes })}
      cancelHref={`/suppliers/${id}`}
    />
  );
}

export function NewSupplierForm({
  create,
  ...lists
}: Lists & {
  create: (input: CreateSupplierInput) => Promise<ActionState<{ id: string }>>;
}) {
  return (
    <SupplierForm
      {...lists}
      before={BLANK}
      isNew
      save={(changes) => create({ ...changes, name: changes.name ?? "" })}
      cancelHref="/suppliers"
    />
  );
}
