import { can, requirePermission, rolesFor, type Scope } from "@/lib/access";
import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { env } from "@/lib/env";
import { CountersignError, notFound } from "@/lib/errors";
import { hostsOf } from "@/lib/outbound";
import type { WebhookRef } from "../schema";
import { loadEndpoint, type StoredEndpoint } from "./store";

/** What permission asks: the endpoint of an agent belongs to its team, one of the organisation to nobody's. */
export function scopeOf({ teamId }: Pick<StoredEndpoint, "teamId">): Scope {
  return { teamId };
}

/** The sentence for who may not add one for the organisation; null for who may. */
export function refusalToManage(ctx: Context): string | null {
  if (can(ctx.actor, "webhooks.manage")) return null;
  return `This needs the role ${rolesFor("webhooks.manage").join(" or ")}, for the whole organisation.`;
}

/**
 * The endpoint, locked, for somebody who may manage it and saw this version of it.
 * @throws CountersignError `forbidden`, `not_found`, `conflict`
 */
export async function requireEndpoint(tx: SqlTx, ctx: Context, { id, version }: WebhookRef) {
  const endpoint = await loadEndpoint(tx, id);
  if (!endpoint) {
    requirePermission(ctx, "webhooks.manage");
    throw notFound("webhook");
  }
  requirePermission(ctx, "webhooks.manage", scopeOf(endpoint));
  if (endpoint.version !== version) throw changedMeanwhile();
  return endpoint;
}

/** What a lost race says: nothing was overwritten. */
export function changedMeanwhile(): CountersignError {
  return new CountersignError("conflict", "This webhook changed since you opened it. Reload and look again.");
}

/** @throws CountersignError `invalid` for an address that messages could never be sent to, or must not be */
export function requireSafe(address: string): void {
  const url = new URL(address);
  const hosts = hostsOf(env().COUNTERSIGN_INTERNAL_HOSTS);
  const inside = hosts.has(url.host) || hosts.has(url.hostname);
  if (inside || (url.protocol === "https:" && url.port === "")) return;
  const message =
    url.protocol === "https:"
      ? "Use port 443, or have the operator name this host in COUNTERSIGN_INTERNAL_HOSTS."
      : "Use https, or have the operator name this host in COUNTERSIGN_INTERNAL_HOSTS.";
  throw new CountersignError("invalid", message, [{ path: "url", message }]);
}
