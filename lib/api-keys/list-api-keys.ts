import { can, requireReach, visibility } from "@/lib/access";
import type { Context } from "@/lib/context";
import { stateOf } from "./rules";
import { selectKeys, selectTeams } from "./store";
import type { ApiKeyPage } from "./views";

/** The keys that the person may manage, the newest first; never a secret. @throws CountersignError `forbidden` */
export async function listApiKeys(ctx: Context): Promise<ApiKeyPage> {
  requireReach(ctx, "apiKeys.manage");
  const seen = visibility(ctx.actor, "apiKeys.manage");
  const [stored, teams] = await Promise.all([selectKeys(seen), selectTeams(seen)]);
  const keys = stored.map((row) => ({
    id: row.id,
    name: row.name,
    purpose: row.purpose,
    kind: row.kind,
    prefix: row.prefix,
    team: row.teamId ? { id: row.teamId, name: row.teamName ?? row.teamId } : null,
    rate: row.rate,
    state: stateOf(row, ctx.now),
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
    usedAt: row.usedAt?.toISOString() ?? null,
  }));
  return { keys, teams, organisation: can(ctx.actor, "apiKeys.manage") };
}
