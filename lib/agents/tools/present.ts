import { tierOfTool } from "@/lib/risk/rules";
import { CAPABILITY_LABELS, type Capability, EFFECT_LABELS, type Effect } from "@/lib/risk/terms";
import type { Tier } from "../terms";
import type { PersonRef } from "../views";
import { changesBetween, claimsIn, parametersIn } from "./diff";
import type { StoredTool } from "./store";
import type { ToolChangeView, ToolRow, WaitingTool } from "./views";
import { type Neighbour, warningsOf } from "./warnings";

const SHOWN = 300;

export type PeopleById = ReadonlyMap<string, PersonRef>;

/** A stored tool as lists show it. */
export function rowOf(tool: StoredTool, people: PeopleById): ToolRow {
  const person = (id: string | null) => (id === null ? null : (people.get(id) ?? { id, name: id, active: false }));
  const { description } = tool.definition;
  return {
    id: tool.id,
    server: tool.server,
    name: tool.name,
    title: tool.definition.title ?? "",
    description: cut(description ?? ""),
    state: tool.state,
    stateReason: tool.stateReason,
    ...powerOf(tool),
    tier: tierOf(tool),
    because: tool.because,
    correction:
      tool.correctedEffect === null
        ? null
        : {
            effect: tool.correctedEffect,
            capabilities: tool.correctedCapabilities,
            reason: tool.correctedReason,
            by: person(tool.correctedById),
            at: (tool.correctedAt ?? tool.lastSeenAt).toISOString(),
          },
    hash: tool.hash,
    acceptedHash: tool.acceptedHash,
    acceptedBy: person(tool.acceptedById),
    acceptedAt: tool.acceptedAt?.toISOString() ?? null,
    firstSeenAt: tool.firstSeenAt.toISOString(),
    lastSeenAt: tool.lastSeenAt.toISOString(),
    version: tool.version,
  };
}

function cut(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN).toWellFormed()}…` : text;
}

/** By the classifier, of the definition as listed; where a person said what it can do, of that. */
export function tierOf(tool: Pick<StoredTool, "tier" | "correctedEffect" | "correctedCapabilities">): Tier {
  return tool.correctedEffect ? tierOfTool(tool.correctedEffect, tool.correctedCapabilities) : tool.tier;
}

/** What counts of a tool now: a person's word, else the accepted definition, else the listed one. */
export function powerOf(tool: StoredTool): { effect: Effect; capabilities: Capability[] } {
  if (tool.correctedEffect) return { effect: tool.correctedEffect, capabilities: tool.correctedCapabilities };
  if (tool.acceptedHash && tool.acceptedEffect) {
    return { effect: tool.acceptedEffect, capabilities: tool.acceptedCapabilities };
  }
  return { effect: tool.effect, capabilities: tool.capabilities };
}

/** A tool with all that a decision about its listed definition needs: the diff, the warnings, what it could do before. */
export function waitingOf(tool: StoredTool, people: PeopleById, neighbours: readonly Neighbour[]): WaitingTool {
  const { acceptedDefinition: former, definition } = tool;
  return {
    ...rowOf(tool, people),
    // What waits is rated by what is listed now; what counts until then stands beside it.
    effect: tool.effect,
    capabilities: tool.capabilities,
    tier: tool.tier,
    changes: former && tool.acceptedHash !== tool.hash ? changesBetween(former, definition) : [],
    fullDescription: definition.description ?? "",
    parameters: parametersIn(definition.inputSchema),
    claims: claimsIn(definition.annotations),
    warnings: warningsOf(tool, neighbours),
    accepted: tool.acceptedEffect && { effect: tool.acceptedEffect, capabilities: tool.acceptedCapabilities },
  };
}

export interface StoredChange {
  id: string;
  at: Date;
  kind: ToolChangeView["kind"];
  by: PersonRef | null;
  reason: string;
  before: unknown;
  after: unknown;
}

/** One entry of a tool's past. Listings carry definitions, corrections what it was said to do. */
export function changeOf({ before, after, ...change }: StoredChange): ToolChangeView {
  const told = { ...change, at: change.at.toISOString() };
  if (!before || !after) return { ...told, changes: [], power: null };
  if (change.kind === "corrected" || change.kind === "correction_ended") {
    return { ...told, changes: [], power: { before: powerText(before as Power), after: powerText(after as Power) } };
  }
  type Definition = StoredTool["definition"];
  return { ...told, changes: changesBetween(before as Definition, after as Definition), power: null };
}

interface Power {
  effect: Effect;
  capabilities: readonly Capability[];
}

function powerText({ effect, capabilities }: Power): string {
  const words = capabilities.map((capability) => CAPABILITY_LABELS[capability].toLowerCase()).join(", ");
  return `${EFFECT_LABELS[effect]}: ${words || "nothing in particular"}`;
}
