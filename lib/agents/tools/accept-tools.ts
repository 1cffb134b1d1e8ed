import type { Context } from "@/lib/context";
import { parseInput } from "@/lib/parse";
import type { BulkOutcome } from "../views";
import { type Applied, type Asked, decideTools } from "./decide-tools";
import { UNCORRECTED } from "./listing";
import { keepsCorrection } from "./rules";
import { type AcceptToolsInput, acceptToolsSchema } from "./schema";
import type { StoredTool } from "./store";
import { correctionEnded, toolEvent } from "./told";

interface AskedToAccept extends Asked {
  keepCorrection: boolean;
}

/**
 * Accepts definitions as the person saw them (V4): from then on they may be called, and what they can do counts. A correction
 * of a former definition ends, unless the person keeps it expressly. Row by row: what changed since is refused, and so is what
 * would leave the registration incomplete, with how to mend it.
 */
export async function acceptTools(ctx: Context, input: AcceptToolsInput): Promise<BulkOutcome> {
  const { tools, reason } = parseInput(acceptToolsSchema, input);
  return decideTools<AskedToAccept>(ctx, tools, {
    event: "accept",
    reason,
    apply: (tool, asked) => accepted(ctx, tool, { keep: asked.keepCorrection, reason }),
  });
}

function accepted(ctx: Context, tool: StoredTool, { keep, reason }: { keep: boolean; reason: string }): Applied {
  const kept = keepsCorrection(tool, keep);
  const ends = tool.correctedEffect !== null && !kept;
  const next: StoredTool = {
    ...tool,
    state: "accepted",
    stateReason: reason,
    acceptedDefinition: tool.definition,
    acceptedHash: tool.hash,
    acceptedEffect: tool.effect,
    acceptedCapabilities: tool.capabilities,
    acceptedById: ctx.actor.kind === "user" ? ctx.actor.id : null,
    acceptedAt: ctx.now,
    ...(ends ? UNCORRECTED : {}),
  };
  const differs =
    tool.acceptedDefinition && tool.acceptedHash !== tool.hash
      ? { before: tool.acceptedDefinition, after: tool.definition }
      : {};
  return {
    tool: next,
    changes: [
      { kind: "accepted", reason, ...differs },
      ...(ends ? [{ kind: "correction_ended" as const, reason: "A changed definition was accepted." }] : []),
    ],
    events: (agent) => [
      {
        type: "agent.tool_accepted",
        ...toolEvent(agent),
        details: {
          name: agent.name,
          environment: agent.environment,
          toolId: tool.id,
          hash: tool.hash,
          formerHash: tool.acceptedHash,
          keptCorrection: kept,
          tool: tool.name,
          server: tool.server,
          reason,
        },
      },
      ...(ends ? [correctionEnded(agent, tool, "definition_accepted")] : []),
    ],
  };
}
