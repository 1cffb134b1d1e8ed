import { compilePolicies, oracleAnswer } from "@/lib/policy/engine";
import type { EngineAnswer } from "@/lib/policy/engine/types";
import { asPolicies, drawWorld } from "./worlds";

/** What a comparison of the engine with Cedar itself came to. */
export interface Compared {
  requests: number;
  policies: number;
  allowed: number;
  /** Requests in which at least one policy failed. */
  failing: number;
  differences: readonly string[];
}

/** Asks both the engine and Cedar the same of generated worlds, from `seed` on, until `requests` were asked. */
export function compareWithCedar(seed: number, requests: number, perWorld = 20): Compared {
  const differences: string[] = [];
  const count = { requests: 0, policies: 0, allowed: 0, failing: 0 };
  for (let at = 0; count.requests < requests; at++) {
    const world = drawWorld(seed + at, Math.min(perWorld, requests - count.requests));
    const sources = asPolicies(world);
    const compiled = compilePolicies(world.policies);
    count.policies += sources.length;
    for (const { request, tags } of world.requests) {
      const entities = [...world.entities, ...tags];
      const byUid = new Map(entities.map((entity) => [entity.ref.uid, entity]));
      const ours = compiled.evaluate(request, (uid) => byUid.get(uid), world.grants);
      const theirs = oracleAnswer(sources, entities, request);
      count.requests++;
      if (theirs.decision === "allow") count.allowed++;
      if (theirs.errors.length > 0) count.failing++;
      const [one, other] = [told(ours), told(theirs)];
      if (one !== other) differences.push(`seed ${world.seed}: ${one} instead of ${other}`);
    }
  }
  return { ...count, differences };
}

/** Decision, determining policies and failing policies: everything but the words of the errors. */
function told({ decision, determining, errors }: EngineAnswer): string {
  const ids = (all: readonly string[]) => [...all].sort().join(",");
  return `${decision} by [${ids(determining)}] failing [${ids(errors.map(({ id }) => id))}]`;
}
