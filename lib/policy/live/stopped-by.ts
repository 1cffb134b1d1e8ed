import type { TargetKind } from "../terms";

/** A kill switch that is on and means it (drills are not among them). */
export interface ActiveSwitch {
  id: string;
  targetKind: TargetKind;
  /** An agent's or a person's id, a name, "server/tool"; empty for everything. */
  target: string;
}

/** What a switch looks at; the decision's facts about an agent have all of it. */
export interface Stoppable {
  id: string;
  ownerId: string | null;
  provider: string;
  tier: string | null;
}

type Index = ReadonlyMap<string, string>;

// A decision point keeps one list until the next throw or lift: it is indexed once, not once per decision.
const indexes = new WeakMap<readonly ActiveSwitch[], Index>();

/**
 * The kill switch (its id) that stops this agent, or this call of a tool, or null (X1). The narrowest wins, so that the answer
 * names the switch that was meant. Providers are compared without regard to case, for people write them.
 */
export function stoppedBy(
  switches: readonly ActiveSwitch[],
  agent: Stoppable,
  tool?: { server: string; name: string },
): string | null {
  if (switches.length === 0) return null;
  const index = indexOf(switches);
  const on = (kind: TargetKind, target: string) => index.get(keyOf(kind, target));
  return (
    on("agent", agent.id) ??
    (tool ? (on("tool", `${tool.server}/${tool.name}`) ?? on("server", tool.server)) : undefined) ??
    (agent.ownerId === null ? undefined : on("owner", agent.ownerId)) ??
    (agent.provider === "" ? undefined : on("provider", agent.provider)) ??
    (agent.tier === null ? undefined : on("tier", agent.tier)) ??
    on("everything", "") ??
    null
  );
}

function indexOf(switches: readonly ActiveSwitch[]): Index {
  let index = indexes.get(switches);
  if (!index) {
    index = new Map(switches.map((one) => [keyOf(one.targetKind, one.target), one.id]));
    indexes.set(switches, index);
  }
  return index;
}

function keyOf(kind: TargetKind, target: string): string {
  if (kind === "everything") return kind;
  return `${kind}:${kind === "provider" ? target.trim().toLowerCase() : target}`;
}
