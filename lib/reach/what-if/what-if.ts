import { requireReach, type Visibility, visibility } from "@/lib/access";
import type { Context } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { parseInput } from "@/lib/parse";
import { widerThan } from "../get-agent-reach";
import { pageOf, rowsOf } from "../rows";
import { blastOf } from "../rules";
import { type SubjectInput, type WhatIfInput, whatIfSchema } from "../schema";
import type { AffectedAgent, Blast, PlaceRow, Subject, WhatIf } from "../views";
import { selectAffected, selectCredentials, selectReached, selectShared, type Target } from "./queries";
import { firstSteps } from "./rules";

/**
 * What falls if this agent, server or credential is compromised (V9): the union of what is reachable, the agents concerned, and
 * what to do first. Servers are the same by name and address, credentials by name, across all agents the caller may see.
 * @throws CountersignError `not_found` when no agent that the caller may see is, uses or holds it
 */
export async function whatIf(ctx: Context, input: WhatIfInput): Promise<WhatIf> {
  requireReach(ctx, "resources.read");
  const { subject, page } = parseInput(whatIfSchema, input);
  const seen = visibility(ctx.actor, "agents.read");
  const target = targetOf(subject);
  const [{ blast, rows }, affected, shared, credentials] = await Promise.all([
    reachOf(seen, target),
    selectAffected(seen, target),
    selectShared(seen, target),
    selectCredentials(seen, target),
  ]);
  const named = nameOf(subject, affected.agents);
  const agentCount = Object.values(affected.tiers).reduce((sum, count) => sum + count, 0);
  const { rows: places, ...neighbours } = pageOf(rows, page);
  return {
    subject: named,
    direct: blast,
    wider: subject.kind === "credential" ? null : await widerThan(blast, seen, target),
    agents: affected.agents,
    agentCount,
    tiers: affected.tiers,
    shared,
    partial: affected.hidden,
    steps: firstSteps({ subject: named, blast, agents: affected.agents, agentCount, credentials, shared }),
    places,
    placeCount: rows.length,
    ...neighbours,
  };
}

/** Everything that a subject reaches itself, the heaviest first. */
export async function reachOf(seen: Visibility, target: Target): Promise<{ blast: Blast; rows: PlaceRow[] }> {
  const { places, ways } = await selectReached(seen, target, "direct");
  return { blast: blastOf(places, ways), rows: rowsOf(places, ways) };
}

export function targetOf(subject: SubjectInput): Target {
  if (subject.kind === "agent") return { kind: "agent", key: subject.id };
  if (subject.kind === "server") return { kind: "server", key: `${subject.name.toLowerCase()}\n${subject.address}` };
  return { kind: "credential", key: subject.name };
}

function nameOf(subject: SubjectInput, agents: readonly AffectedAgent[]): Subject {
  const { kind } = subject;
  if (!agents.length) throw notFound(kind);
  if (kind === "agent") {
    const agent = agents.find(({ id }) => id === subject.id);
    if (!agent) throw notFound("agent");
    return { kind, id: agent.id, name: agent.name, address: "" };
  }
  return { kind, id: subject.name, name: subject.name, address: kind === "server" ? subject.address : "" };
}
