"use server";

import { revalidatePath } from "next/cache";
import { env } from "@/lib/env";
import {
  type AskExportInput,
  askExport,
  type CreateLinkInput,
  cancelExport,
  createLink,
  revokeLink,
} from "@/lib/evidence";
import { runAction } from "@/lib/http/action";

export async function askExportAction(input: AskExportInput) {
  return await runAction(async (ctx) => {
    const asked = await askExport(ctx, input);
    revalidatePath("/evidence");
    return { id: asked.id };
  });
}

export async function cancelExportAction(input: { id: string }) {
  return await runAction(async (ctx) => {
    await cancelExport(ctx, input);
    revalidatePath(`/evidence/${input.id}`);
  });
}

export async function createLinkAction(input: CreateLinkInput) {
  return await runAction(async (ctx) => {
    const { secret } = await createLink(ctx, input);
    revalidatePath(`/evidence/${input.exportId}`);
    return { address: `${env().COUNTERSIGN_URL.replace(/\/+$/, "")}/evidence-link/${secret}` };
  });
}

export async function revokeLinkAction(input: { id: string; exportId: string }) {
  return await runAction(async (ctx) => {
    await revokeLink(ctx, { id: input.id });
    revalidatePath(`/evidence/${input.exportId}`);
  });
}
