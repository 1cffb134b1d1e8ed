import { requireReach } from "@/lib/access";
import { recordEvent } from "@/lib/audit";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { CountersignError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { parseInput } from "@/lib/parse";
import { refusingOnRecord } from "../guard";
import { type CreateResourceInput, createResourceSchema, UNSTATED_RESOURCE } from "./schema";
import { insertResource, isResourceNameTaken } from "./store";

/**
 * Enters a resource in the register (V9). The register belongs to the organisation; nothing reaches the new one by a tool yet.
 * @throws CountersignError `conflict` when a resource has that name, in whatever letters
 */
export async function createResource(ctx: Context, input: CreateResourceInput): Promise<{ id: string }> {
  return refusingOnRecord(ctx, { verb: "resources.create" }, async () => {
    requireReach(ctx, "resources.create");
    const fields = { ...UNSTATED_RESOURCE, ...parseInput(createResourceSchema, input) };
    const id = newId("res", ctx.now);
    return inSqlTransaction(async (tx) => {
      await insertResource(tx, { ...fields, id, version: 1 }, ctx.now);
      await recordEvent(tx, ctx, {
        type: "resource.registered",
        targetId: id,
        details: { name: fields.name, kind: fields.kind, dataClasses: fields.dataClasses },
      });
      return { id };
    }).catch((error) => refuseTakenResource(error, fields.name));
  });
}

/** Turns the database's refusal of a second name into a sentence; throws anything else on. */
export function refuseTakenResource(error: unknown, name: string): never {
  if (!isResourceNameTaken(error)) throw error;
  throw new CountersignError(
    "conflict",
    `A resource named ${name} is in the register already: choose another name, or edit that one.`,
    [{ path: "name", message: "Taken." }],
  );
}
