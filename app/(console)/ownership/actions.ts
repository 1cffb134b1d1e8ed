"use server";

import { revalidatePath } from "next/cache";
import { assignPeople, confirmRecord } from "@/lib/agents";
import { runAction } from "@/lib/http/action";
import { askOwner, keepSucceeded, sendToQueue } from "@/lib/ownership";

interface Versioned {
  id: string;
  version: number;
}

/** Takes the empty seat: naming yourself is accepting by doing it. */
export async function claimAction({ id, version, seat }: Versioned & { seat: "owner" | "sponsor" }) {
  return runAction(async (ctx) => {
    const me = ctx.actor.id;
    const named = seat === "sponsor" ? { sponsorId: me } : { ownerId: me };
    return changed(await assignPeople(ctx, { id, version, ...named }));
  });
}

export async function sendToQueueAction({ id, version }: Versioned) {
  return runAction(async (ctx) => changed(await sendToQueue(ctx, { id, version })));
}

export async function askOwnerAction({ id, about }: { id: string; about: "dormant" | "stale" }) {
  return runAction((ctx) => askOwner(ctx, { id, about }));
}

export async function confirmRecordAction({ id, version }: Versioned) {
  return runAction(async (ctx) => changed(await confirmRecord(ctx, { id, version })));
}

export async function keepAction(input: { ids: string[] } | { all: true }) {
  return runAction(async (ctx) => changed(await keepSucceeded(ctx, input)));
}

function changed<T>(value: T): T {
  revalidatePath("/ownership");
  return value;
}
