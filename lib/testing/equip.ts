import { db } from "@/lib/db";
import { newId } from "@/lib/ids";

export interface ToolOf {
  name: string;
  effect?: "read" | "write" | "destructive";
  state?: "quarantined" | "accepted" | "blocked" | "removed";
  capabilities?: string[];
}

/** Gives an agent a server with tools, as if they had been listed and accepted. @returns the ids of server and tools, in order */
export async function equip(
  agentId: string,
  tools: readonly ToolOf[],
  server: { name?: string; address?: string; credential?: string } = {},
): Promise<{ serverId: string; toolIds: string[] }> {
  const serverId = newId("srv");
  await db().agentServer.create({ data: { id: serverId, agentId, name: server.name ?? serverId, ...server } });
  const toolIds: string[] = [];
  for (const {
    name,
    effect = "read",
    state = "accepted",
    capabilities = [effect === "read" ? "read" : "write"],
  } of tools) {
    const id = newId("tol");
    const accepted =
      state === "accepted" ? { acceptedHash: name, acceptedEffect: effect, acceptedCapabilities: capabilities } : {};
    await db().agentTool.create({
      data: {
        id,
        agentId,
        serverId,
        name,
        state,
        definition: {},
        hash: name,
        effect,
        capabilities,
        tier: "low",
        ...accepted,
        firstSeenAt: new Date(),
        lastSeenAt: new Date(),
      },
    });
    toolIds.push(id);
  }
  return { serverId, toolIds };
}
