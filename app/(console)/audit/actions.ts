"use server";

import { runAction } from "@/lib/http/action";
import { deleteView, saveView, type ViewInput } from "@/lib/people";

export async function saveViewAction(view: ViewInput) {
  return runAction((ctx) => saveView(ctx, view));
}

export async function deleteViewAction(viewId: string) {
  return runAction((ctx) => deleteView(ctx, { viewId }));
}
