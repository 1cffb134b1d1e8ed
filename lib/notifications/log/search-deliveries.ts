import { can, requirePermission, rolesFor } from "@/lib/access";
import type { Context } from "@/lib/context";
import { CountersignError } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { mailSettings } from "../mail-settings";
import { type DeliverySearchInput, deliverySearchSchema } from "../schema";
import type { Ability, DeliveryPage, DeliveryView } from "../views";
import { countDeliveries, type Place, type StoredDelivery, selectDeliveries } from "./store";

/**
 * The log of what left the console or should have, newest first, a page by keyset.
 * @throws CountersignError `invalid` for a damaged page link, `forbidden`
 */
export async function searchDeliveries(ctx: Context, input: DeliverySearchInput): Promise<DeliveryPage> {
  requirePermission(ctx, "deliveries.read");
  const search = parseInput(deliverySearchSchema, input);
  const from = search.cursor === null ? null : placeIn(search.cursor);
  const [found, counts] = await Promise.all([selectDeliveries(search, from), countDeliveries()]);
  const rows = found.slice(0, search.limit);
  const last = rows.at(-1);
  const next = found.length > search.limit && last ? linkTo({ at: last.createdAt.toISOString(), id: last.id }) : null;
  return { rows: rows.map(viewOf), next, counts, mails: mailSettings() !== null, retry: mayRetry(ctx) };
}

function mayRetry(ctx: Context): Ability {
  if (can(ctx.actor, "webhooks.manage")) return { allowed: true };
  return { allowed: false, reason: `This needs the role ${rolesFor("webhooks.manage").join(" or ")}.` };
}

function viewOf(row: StoredDelivery): DeliveryView {
  const { id, channel, kind, receiver, state, attempts, lastError, path } = row;
  const over = state === "sent" || state === "dead" || state === "dropped";
  return {
    id,
    channel,
    kind,
    receiver,
    state,
    attempts,
    lastError,
    path,
    createdAt: row.createdAt.toISOString(),
    nextAt: over ? null : row.nextAt.toISOString(),
    sentAt: row.sentAt?.toISOString() ?? null,
  };
}

function linkTo({ at, id }: Place): string {
  return Buffer.from(`${at} ${id}`, "utf8").toString("base64url");
}

function placeIn(cursor: string): Place {
  const [at = "", id = ""] = Buffer.from(cursor, "base64url").toString("utf8").split(" ");
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(at) && !Number.isNaN(Date.parse(at)) && /^dlv_[0-9a-z]{1,40}$/.test(id))
    return { at, id };
  throw new CountersignError("invalid", "This page link is damaged: begin at the first page.");
}
