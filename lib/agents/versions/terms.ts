import type { Tier } from "@/lib/risk/terms";

/** The words of versions (V8). Safe for the browser. */

/** What a version is made of, its tools apart. */
export const PLAIN_PARTS = ["model", "provider", "environment", "promptHash", "policy", "imageDigest"] as const;
export type PlainPart = (typeof PLAIN_PARTS)[number];
export type VersionPart = PlainPart | "tools";

export const VERSION_PART_LABELS: Record<VersionPart, string> = {
  model: "Model",
  provider: "Provider",
  environment: "Environment",
  promptHash: "Prompt hash",
  policy: "Policy",
  imageDigest: "Image digest",
  tools: "Tools",
};

export interface VersionView {
  number: number;
  /** SHA-256 over the canonical content, hex. */
  fingerprint: string;
  at: string;
  /** Null: brought about by the product itself. */
  by: { id: string; name: string } | null;
  changed: VersionPart[];
  /** The tier that stood when it began. */
  tier: Tier | null;
  tools: number;
  present: boolean;
}

export interface VersionPage {
  rows: VersionView[];
  /** How many there are in all. */
  total: number;
  /** The number to ask older ones from; null at the end. */
  older: number | null;
}

/** A tool in a comparison; `id` leads to the tool as it is now, null when the agent no longer has it. */
export interface ToolDifference {
  id: string | null;
  server: string;
  name: string;
  before: string | null;
  after: string | null;
}

export interface VersionComparison {
  from: VersionView;
  to: VersionView;
  parts: { part: PlainPart; before: string; after: string }[];
  added: ToolDifference[];
  removed: ToolDifference[];
  changed: ToolDifference[];
  kept: number;
}
