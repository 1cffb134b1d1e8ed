import { db, sql } from "@/lib/db";
import type { Action, Condition } from "@/lib/entitlements/terms";
import { newId } from "@/lib/ids";
import type { Capability, Effect } from "@/lib/risk/terms";

/** A tool of the agent that decisions are tested on, by name. */
const TOOLS: Record<string, { effect: Effect; capabilities: Capability[]; state?: "quarantined" }> = {
  read_invoice: { effect: "read", capabilities: ["read"] },
  pay_invoice: { effect: "destructive", capabilities: ["pay"] },
  new_tool: { effect: "read", capabilities: ["read"], state: "quarantined" },
};

/** An active agent of tier low with three tools of the server "Books", owned by Olga of `seedOrganisation`. @returns its id */
export async function seedDecidingAgent(over: { name?: string; ownerId?: string } = {}): Promise<string> {
  const id = newId("agt");
  const { name = `Deciding ${id.slice(-6)}`, ownerId = "per_olga" } = over;
  const stated = { environment: "production", status: "active", tier: "low", purpose: "Pays what is owed." } as const;
  await db().agent.create({ data: { id, name, ownerId, sponsorId: "per_sven", teamId: "tem_a", ...stated } });
  const serverId = newId("srv");
  await db().agentServer.create({ data: { id: serverId, agentId: id, name: "Books" } });
  const seen = { firstSeenAt: new Date(0), lastSeenAt: new Date(0) };
  await db().agentTool.createMany({
    data: Object.entries(TOOLS).map(([tool, { effect, capabilities, state }]) => ({
      id: newId("tol"),
      agentId: id,
      serverId,
      name: tool,
      state: state ?? ("accepted" as const),
      definition: {},
      hash: tool,
      effect,
      capabilities,
      tier: "low" as const,
      ...(state ? {} : { acceptedHash: tool, acceptedEffect: effect, acceptedCapabilities: capabilities }),
      ...seen,
    })),
  });
  return id;
}

/** Gives the agent a grant in force, as a verb would leave it. @returns its id */
export async function seedGrant(
  agentId: string,
  grant: { tool?: string | null; actions: Action[]; conditions?: Condition[]; expiresAt?: Date },
): Promise<string> {
  const id = newId("ent");
  const { tool = null, actions, conditions = [], expiresAt = null } = grant;
  await sql().query(
    `insert into entitlements (id, agent_id, server, tool, actions, conditions, state, justification, requested_by_id, requested_at,
      approved_by_id, approved_at, expires_at)
     values ($1, $2, 'Books', $3, $4, $5, 'active', 'For the tests', 'per_olga', now(), 'per_cora', now(), $6)`,
    [id, agentId, tool, actions, JSON.stringify(conditions), expiresAt],
  );
  return id;
}

/** Puts a policy of the organisation in force, as publishing leaves it. @returns its id */
export async function seedPolicy(text: string): Promise<string> {
  const id = newId("pol");
  await sql().query("insert into policies (id, name, published, created_at) values ($1, $1, 1, now())", [id]);
  await sql().query(
    `insert into policy_versions (policy_id, number, text, state, created_at, published_at, published_by_id)
     values ($1, 1, $2, 'published', now(), now(), 'per_cora')`,
    [id, text],
  );
  await sql().query("update decision_control set policy_epoch = policy_epoch + 1");
  return id;
}
