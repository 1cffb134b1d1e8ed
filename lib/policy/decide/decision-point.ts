import { LivePoint, stoppedBy } from "../live";
import type { Ground } from "./answer";
import { Endings } from "./endings";
import { Follower } from "./follower";
import type { AgentFacts, Call } from "./types";

/** This process as it decides: what it knows, whether that is fresh, and what is stopped. */
export class DecisionPoint {
  readonly #live: LivePoint;
  readonly #follower: Follower;
  readonly endings: Endings;

  private constructor(live: LivePoint, follower: Follower) {
    this.#live = live;
    this.#follower = follower;
    this.endings = new Endings();
    follower.onChange((kind, ids) => this.endings.note(kind, ids));
    live.onBell(() => void follower.look().then(() => live.report(follower.snapshot.number)));
  }

  /** @throws CountersignError `unavailable` when the database does not answer */
  static async open(kind: string, onProblem: (error: unknown) => void): Promise<DecisionPoint> {
    const live = await LivePoint.open(kind);
    try {
      const follower = await Follower.open(onProblem);
      return new DecisionPoint(live, follower);
    } catch (error) {
      await live.close();
      throw error;
    }
  }

  /** @throws CountersignError `unavailable` when nothing may be decided here */
  assertFresh(): void {
    this.#live.assertFresh();
    this.#follower.assertFresh();
  }

  get snapshot() {
    return this.#follower.snapshot;
  }

  get book() {
    return this.#follower.book;
  }

  get killEpoch(): bigint {
    return this.#live.killEpoch;
  }

  /** What this call is decided on. */
  groundFor(call: Call): Ground {
    const { snapshot, book } = this.#follower;
    const agent = snapshot.agent(call.agentId);
    const tool = snapshot.tool(call.agentId, call.server, call.tool);
    const chain = call.chain.map((id) => snapshot.agent(id)).filter((one) => one !== null);
    const grants = snapshot.grants.candidates(call.agentId, call.server, call.tool);
    return {
      policies: book.compiled,
      policyVersion: book.versionOf,
      grants,
      agent,
      tool,
      toolOf: (server, name) => snapshot.tool(call.agentId, server, name) ?? undefined,
      chain,
      activePeople: snapshot.isActive,
      resource: snapshot.resource,
      firstUse: !snapshot.wasUsed(grants),
      stoppedBy: this.stopping(call, [agent, ...chain]),
      provenance: null,
      approval: null,
    };
  }

  /** The kill switch over this call: over the agent, the tool, or one that handed the work on. */
  stopping(call: Call, agents: readonly (AgentFacts | null)[]): string | null {
    const switches = this.#live.switches();
    if (switches.length === 0) return null;
    const tool = { server: call.server, name: call.tool };
    for (const agent of agents) {
      const by = agent && stoppedBy(switches, agent, tool);
      if (by) return by;
    }
    return null;
  }

  /** Waits until everything that was committed before is known here: for tests and for whoever just changed something. */
  async catchUp(): Promise<void> {
    await this.#follower.look();
  }

  async close(): Promise<void> {
    await this.#follower.close();
    await this.#live.close();
  }
}

const opened = globalThis as unknown as { countersignDecisionPoint?: Promise<DecisionPoint> | undefined };

/**
 * The decision point of this process, opened at first use. A failed opening is tried again by the next caller.
 * @throws CountersignError `unavailable` when the database does not answer
 */
export function decisionPoint(
  kind = "console",
  onProblem: (error: unknown) => void = () => {},
): Promise<DecisionPoint> {
  opened.countersignDecisionPoint ??= DecisionPoint.open(kind, onProblem).catch((error: unknown) => {
    opened.countersignDecisionPoint = undefined;
    throw error;
  });
  return opened.countersignDecisionPoint;
}

/** Ends the decision point of this process: for scripts and tests that must end, and when a server stops. */
export async function closeDecisionPoint(): Promise<void> {
  const point = opened.countersignDecisionPoint;
  opened.countersignDecisionPoint = undefined;
  await (await point?.catch(() => undefined))?.close();
}
