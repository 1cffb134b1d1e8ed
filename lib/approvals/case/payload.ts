import { marksOf } from "@/lib/literal";
import type { Provenance } from "@/lib/policy";
import { ORIGINS } from "@/lib/policy/terms";
import { actionIn, type BoundAction } from "../binding";
import { narrowablePaths } from "../deciding/narrowing";
import type { PayloadRow } from "../views";
import { hiddenOf, textOf } from "./hidden";
import { kindOf } from "./kinds";
import { type Leaf, leavesOf } from "./leaves";
import { readingOf, unitOf } from "./readings";
import { type Hints, hintsIn } from "./tool-hints";
import { type Usual, unusualOf } from "./usual";

/** What rows are made of: the stored bytes, and what is known beside them. */
export interface PayloadSource {
  /** Canonical JSON of the bound action: what is shown is what runs, never a copy of it. */
  bytes: Uint8Array;
  /** Where values came from, as the decision found it. */
  provenance: Pick<Provenance, "arguments"> | null;
  /** What this agent usually does with the tool; null: not compared. */
  usual: Usual | null;
  /** The tool's input schema as it was accepted: a server's word. */
  schema: unknown;
}

/**
 * One row for each value of the arguments, each exactly once (A2): what says where the action goes first, then as it was given.
 * @throws nothing for anything that `bytesOf` made
 */
export function payloadOf({ bytes, provenance, usual, schema }: PayloadSource): PayloadRow[] {
  const args = actionIn(bytes).arguments;
  const leaves = leavesOf(args);
  const narrowables = narrowablesOf(leaves, args);
  const hints = hintsIn(schema);
  const origins = originsOf(provenance);
  const rows = leaves.map((leaf, at) => {
    const origin = originFor(leaf, origins);
    return {
      matters: origin?.matters ?? false,
      row: { ...rowOf(leaf, { hints, origin, usual }), ...(narrowables[at] as Narrowable) },
    };
  });
  return [...rows.filter(({ matters }) => matters), ...rows.filter(({ matters }) => !matters)].map(({ row }) => row);
}

type Traced = Provenance["arguments"][number];

function rowOf(
  leaf: Leaf,
  known: { hints: Hints; origin: Traced | null; usual: Usual | null },
): Omit<PayloadRow, keyof Narrowable> {
  const hint = known.hints.get(leaf.general) ?? null;
  const kind = kindOf(leaf, hint);
  const text = textOf(leaf);
  return {
    path: leaf.path,
    kind,
    text,
    unit: unitOf(leaf, kind),
    reading: readingOf(leaf, kind),
    says: hint?.says ?? null,
    origin: known.origin?.origin ?? null,
    originBecause: known.origin?.because ?? null,
    unusual: known.usual ? unusualOf(leaf, kind, known.usual) : null,
    hidden: hiddenOf(leaf),
    marks: [...marksOf(`${leaf.path}\n${text}`), ...(hasEdges(text) ? ["spaces at its beginning or end"] : [])],
  };
}

const hasEdges = (text: string) => /^\s/.test(text) || (text.length < 4_000 && /\s$/.test(text));

type Narrowable = Pick<PayloadRow, "narrowable" | "entry">;

/** What a reviewer may make smaller: a number on its own row, an entry of a list on the first row of that entry. */
function narrowablesOf(leaves: readonly Leaf[], args: BoundAction["arguments"]): Narrowable[] {
  const paths = narrowablePaths(args);
  const met = new Set<string>();
  return leaves.map((leaf) => {
    const entry = leaf.places.find(({ path, at }) => paths.get(path) === "list" && !met.has(`${path}.${at}`));
    for (const { path, at } of leaf.places) met.add(`${path}.${at}`);
    if (entry) return { narrowable: "list", entry };
    return { narrowable: paths.get(leaf.path) === "number" ? "number" : null, entry: null };
  });
}

/** By the name that provenance uses. Two arguments that a dot makes look alike count as the worse of the two. */
function originsOf(provenance: PayloadSource["provenance"]): Map<string, Traced> {
  const worst = new Map<string, Traced>();
  for (const one of provenance?.arguments ?? []) {
    const other = worst.get(one.argument);
    if (!other || ORIGINS.indexOf(one.origin) > ORIGINS.indexOf(other.origin)) worst.set(one.argument, one);
  }
  return worst;
}

/** Provenance speaks of a list as a whole. */
function originFor(leaf: Leaf, origins: ReadonlyMap<string, Traced>): Traced | null {
  const own = origins.get(leaf.plainPath);
  if (own || !leaf.list) return own ?? null;
  return origins.get(leaf.plainPath.slice(0, leaf.plainPath.lastIndexOf("."))) ?? null;
}
