import { contextFor } from "@/lib/context";
import { db, sql } from "@/lib/db";
import { ACTIONS } from "@/lib/entitlements/terms";
import { newId } from "@/lib/ids";
import { PRIVILEGE_CLASSES } from "@/lib/people/schema";
import { classifyTool } from "@/lib/risk";
import { enrolledKey, type SoftwareAuthenticator } from "@/lib/testing/authenticator";
import { giveKey, keyPair } from "@/lib/testing/instances";
import { type ApprovalOptions, Client } from "../../sdk/index";

export interface RecordedTool {
  server: string;
  tool: string;
  description?: string | null | undefined;
  input_schema?: unknown;
}

export interface Reviewer {
  id: string;
  key: SoftwareAuthenticator;
}

export const reviewing = ({ id }: Reviewer) =>
  contextFor({ kind: "user", id, sessionId: "ses_recorded", grants: [{ role: "reviewer", teamId: null }] });

const NAME = "Recorded";

/** A team of its own, an owner who decides nothing, and two reviewers with a key each in every reviewer group. */
export async function seatPeople(): Promise<{ teamId: string; ownerId: string; reviewers: Reviewer[] }> {
  const run = newId("tem").slice(-6);
  const teamId = newId("tem");
  await db().team.create({ data: { id: teamId, name: `${NAME} sessions ${run}` } });
  const person = async (what: string) => {
    const id = newId("per");
    await db().person.create({ data: { id, name: `${NAME}: ${what}`, email: `${id}@recorded.example`, teamId } });
    return id;
  };
  const [ownerId, ...reviewerIds] = await Promise.all(["owner", "first reviewer", "second reviewer"].map(person));
  await seatReviewers(reviewerIds);
  const reviewers = await Promise.all(reviewerIds.map(async (id) => ({ id, key: await enrolledKey(id) })));
  return { teamId, ownerId: ownerId ?? "", reviewers };
}

async function seatReviewers(ids: readonly string[]): Promise<void> {
  for (const privilegeClass of PRIVILEGE_CLASSES) {
    const group = await db().reviewerGroup.upsert({
      where: { privilegeClass },
      create: { id: newId("grp"), name: `${NAME} ${privilegeClass}`, privilegeClass },
      update: {},
    });
    await db().reviewerGroupMember.createMany({ data: ids.map((personId) => ({ groupId: group.id, personId })) });
  }
  for (const personId of ids) {
    await db().roleGrant.create({ data: { id: newId("grt"), personId, role: "reviewer", teamId: null } });
  }
}

export interface RecordedAgent {
  agentId: string;
  client: (approvals: ApprovalOptions) => Client;
}

interface Wanted {
  url: string;
  server: string;
  tools: readonly RecordedTool[];
  teamId: string;
  ownerId: string;
}

/** An active agent of tier high with all tools of one recorded server, each granted, and an instance with a key of its own. */
export async function registerRecorded({ url, server, tools, teamId, ownerId }: Wanted): Promise<RecordedAgent> {
  const [agentId, instanceId, serverId] = [newId("agt"), newId("ins"), newId("srv")];
  const at = new Date();
  const stated = { environment: "production", status: "active", tier: "high", purpose: "" } as const;
  const fingerprint = `${NAME} ${server}`;
  const people = { teamId, ownerId };
  await db().agent.create({
    data: { id: agentId, name: `${NAME}: ${server} ${agentId.slice(-4)}`, ...stated, ...people, fingerprint },
  });
  await db().agentServer.create({ data: { id: serverId, agentId, name: server } });
  await db().agentTool.createMany({ data: tools.map((tool) => toolRow(tool, { agentId, serverId, at })) });
  await sql().query(
    `insert into entitlements (id, agent_id, server, actions, state, justification, requested_by_id, requested_at, approved_by_id, approved_at)
     values ($1, $2, $3, $4, 'active', 'To let recorded sessions run', $5, now(), $5, now())`,
    [newId("ent"), agentId, server, ACTIONS, ownerId],
  );
  await db().agentInstance.create({ data: { id: instanceId, agentId, name: "recorded", createdAt: at } });
  const pair = await keyPair("EdDSA");
  await giveKey({ agentId, instanceId }, pair);
  const identity = { url, agentId, instanceId, key: pair.privateKey.export({ format: "jwk" }) as never };
  return { agentId, client: (approvals) => new Client({ ...identity, timeoutMilliseconds: 30_000, approvals }) };
}

function toolRow(tool: RecordedTool, { agentId, serverId, at }: { agentId: string; serverId: string; at: Date }) {
  const inputSchema = (tool.input_schema ?? {}) as { properties?: object };
  const described = {
    tool: tool.tool,
    description: tool.description ?? "",
    params: Object.keys(inputSchema.properties ?? {}),
  };
  const { effect, tier, capabilities } = classifyTool(described);
  const definition = { description: described.description, inputSchema } as never;
  return {
    ...{
      id: newId("tol"),
      agentId,
      serverId,
      name: tool.tool,
      state: "accepted" as const,
      definition,
      hash: tool.tool,
    },
    ...{ effect, capabilities: [...capabilities], tier, acceptedHash: tool.tool, acceptedEffect: effect },
    ...{ acceptedCapabilities: [...capabilities], acceptedDefinition: definition, firstSeenAt: at, lastSeenAt: at },
  };
}
