import type { SqlTx } from "@/lib/db";
import { unreviewed } from "../rules";
import type { Gate, PrivilegeClass } from "../schema";
import type { StoredAgent } from "../store";
import { controlsFor, controlsGate } from "./rules";
import { loadControlSurroundings } from "./store";
import type { ControlView } from "./terms";

/**
 * The controls of each agent's tier as they stand in this transaction, by id (K3). An agent without a tier yet has none:
 * the gate of its tier holds it back.
 */
export async function measureControls(
  tx: SqlTx,
  agents: readonly StoredAgent[],
  { reviewed, now }: { reviewed: ReadonlySet<PrivilegeClass>; now: Date },
): Promise<Map<string, ControlView[]>> {
  const around = await loadControlSurroundings(
    tx,
    agents.map(({ id }) => id),
  );
  return new Map(
    agents.map((agent) => {
      const { signature, suppliers, waivers } = around.get(agent.id) ?? {
        signature: "none",
        suppliers: [],
        waivers: [],
      };
      const facts = { ...agent, signature, suppliers, unreviewed: unreviewed(agent.privileges, reviewed) };
      return [agent.id, agent.tier ? controlsFor(facts, agent.tier, waivers, now) : []];
    }),
  );
}

/** What activating and resuming ask beyond the registration, by agent. */
export async function controlGates(
  tx: SqlTx,
  agents: readonly StoredAgent[],
  at: { reviewed: ReadonlySet<PrivilegeClass>; now: Date },
): Promise<Map<string, Gate>> {
  const measured = await measureControls(tx, agents, at);
  return new Map([...measured].map(([id, controls]) => [id, controlsGate(controls)]));
}
