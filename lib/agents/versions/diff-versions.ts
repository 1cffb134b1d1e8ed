import { can } from "@/lib/access";
import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { scopeOf } from "../guard";
import { loadAgents } from "../store";
import { diffOf, type ToolPart } from "./rules";
import { type DiffVersionsInput, diffVersionsSchema } from "./schema";
import { loadContents, loadToolIds } from "./store";
import type { ToolDifference, VersionComparison } from "./terms";

/**
 * What differs between two versions of an agent (V8).
 * @throws CountersignError `not_found` for an agent that may not be seen and for a number it never had; `invalid` for one and
 * the same version
 */
export async function diffVersions(ctx: Context, input: DiffVersionsInput): Promise<VersionComparison> {
  const { agentId, from, to } = parseInput(diffVersionsSchema, input);
  return inSqlTransaction(async (tx) => {
    const [agent] = await loadAgents(tx, [agentId]);
    if (!agent || !can(ctx.actor, "agents.read", scopeOf(agent))) throw notFound("agent");
    const found = await loadContents(tx, agentId, [from, to]);
    const [before, after] = [from, to].map((number) => found.find((version) => version.number === number));
    if (!before || !after) throw notFound("version");
    const tools = await loadToolIds(tx, agentId);
    const led = (part: ToolPart): ToolDifference => {
      const tool = tools.find(({ server, name }) => server === part.server && name === part.name);
      return { ...part, id: tool?.id ?? null };
    };
    const view = ({ content: _content, ...row }: (typeof found)[number]) => ({
      ...row,
      at: row.at.toISOString(),
      present: row.number === agent.revision,
    });
    const { added, removed, changed, ...rest } = diffOf(before.content, after.content);
    return {
      from: view(before),
      to: view(after),
      ...rest,
      added: added.map(led),
      removed: removed.map(led),
      changed: changed.map(led),
    };
  });
}
