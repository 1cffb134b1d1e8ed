import type { Environment } from "../terms";
import type { CountedTool } from "../tier/rules";

/** What a version is made of (V8). Tools in order of server and name, each with the hash of what was accepted. */
export interface VersionContent {
  model: string;
  provider: string;
  environment: Environment;
  promptHash: string;
  policy: string;
  imageDigest: string;
  tools: { server: string; name: string; hash: string }[];
}

export function contentOf(
  agent: Pick<VersionContent, "model" | "provider" | "environment" | "promptHash" | "imageDigest"> & {
    policyRef: string;
  },
  tools: readonly CountedTool[],
): VersionContent {
  const { model, provider, environment, promptHash, imageDigest, policyRef } = agent;
  const listed = tools.map(({ server, name, hash }) => ({ server, name, hash }));
  listed.sort((a, b) => compare(a.server, b.server) || compare(a.name, b.name) || compare(a.hash, b.hash));
  return { model, provider, environment, promptHash, policy: policyRef, imageDigest, tools: listed };
}

// By code units: the same order on every machine, whatever its locale.
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The parts in which two versions differ; everything for the first. */
export function changedParts(before: VersionContent | null, after: VersionContent): (keyof VersionContent)[] {
  const parts = Object.keys(after) as (keyof VersionContent)[];
  return before ? parts.filter((part) => JSON.stringify(before[part]) !== JSON.stringify(after[part])) : parts;
}
