import type { Environment } from "../terms";
import type { CountedTool } from "../tier/rules";
import { PLAIN_PARTS, type PlainPart } from "./terms";

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

export interface ToolPart {
  server: string;
  name: string;
  /** Hash in the earlier and in the later version; null where the tool is not part of it. */
  before: string | null;
  after: string | null;
}

export interface VersionDiff {
  /** The parts that differ, tools apart, in the order of the content. */
  parts: { part: PlainPart; before: string; after: string }[];
  added: ToolPart[];
  removed: ToolPart[];
  changed: ToolPart[];
  /** How many tools are the same in both. */
  kept: number;
}

/** What differs between two versions, for people to read (V8). Tools are the same by server and name. */
export function diffOf(before: VersionContent, after: VersionContent): VersionDiff {
  const parts = PLAIN_PARTS.filter((part) => before[part] !== after[part]);
  const tools = pairsOf(before.tools, after.tools);
  return {
    parts: parts.map((part) => ({ part, before: before[part], after: after[part] })),
    added: tools.filter((tool) => tool.before === null),
    removed: tools.filter((tool) => tool.after === null),
    changed: tools.filter((tool) => tool.before !== null && tool.after !== null && tool.before !== tool.after),
    kept: tools.filter((tool) => tool.before === tool.after).length,
  };
}

function pairsOf(before: VersionContent["tools"], after: VersionContent["tools"]): ToolPart[] {
  const pairs = new Map<string, ToolPart>();
  // Names come from outside: a separator could stand in them, so that two pairs would read the same.
  const keyOf = (tool: { server: string; name: string }) => JSON.stringify([tool.server, tool.name]);
  for (const { hash, ...tool } of before) pairs.set(keyOf(tool), { ...tool, before: hash, after: null });
  for (const { hash, ...tool } of after) {
    pairs.set(keyOf(tool), { ...tool, before: pairs.get(keyOf(tool))?.before ?? null, after: hash });
  }
  return [...pairs.values()].sort((a, b) => compare(a.server, b.server) || compare(a.name, b.name));
}
