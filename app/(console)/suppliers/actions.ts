"use server";

import { revalidatePath } from "next/cache";
import { runAction } from "@/lib/http/action";
import { createSupplier, distrustSupplier, editSupplier, trustSupplier } from "@/lib/suppliers";
import type { CreateSupplierInput, EditSupplierInput, TrustSupplierInput } from "@/lib/suppliers/schema";

export async function createSupplierAction(input: CreateSupplierInput) {
  return await runAction(async (ctx) => changed(await createSupplier(ctx, input)));
}

export async function editSupplierAction(input: EditSupplierInput) {
  return await runAction(async (ctx) => {
    await editSupplier(ctx, input);
    return changed({ id: input.id });
  });
}

export async function trustSupplierAction(input: TrustSupplierInput) {
  return await runAction(async (ctx) => changed(await trustSupplier(ctx, input)));
}

export async function distrustSupplierAction(input: TrustSupplierInput) {
  return await runAction(async (ctx) => changed(await distrustSupplier(ctx, input)));
}

function changed<T>(value: T): T {
  revalidatePath("/suppliers", "layout");
  return value;
}
