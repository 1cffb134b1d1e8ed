/**
 * Provenance (A10): for each argument of a call, where its value came from, and for the call, whether the person asked for
 * it. Pure and deterministic, no model: the same request, calls and results give the same answer. It informs; policies decide.
 */

import { CAPABILITIES } from "@/lib/risk/terms";
import type { ArgumentOrigin, Call, Provenance, ToolFacts } from "../decide/types";
import type { Origin } from "../terms";
import { type Argument, argumentsOf, isId, type Kind } from "./arguments";
import { asksByName, deedsOfTool, type ToolDeeds, withModes } from "./deeds";
import { addressesIn, isUrl, nameWordsOf, spaced, wordsOf } from "./normal";
import { isFollowed, isOrdered, originOf, overlaps, type Scene, type Source, worse } from "./origins";
import { amountsForOthers } from "./pairing";
import { type Request, readRequest } from "./request";
import { sourceOf, type ToolOf } from "./sources";

const KIND_NAMES: Readonly<Record<Kind, string>> = {
  address: "where it goes",
  secret: "a credential",
  command: "what is run",
  amount: "how much",
  thing: "what it is done to",
  text: "what it says",
  mode: "in which way",
  other: "how it is done",
};

/**
 * @param standing the agent's purpose and allow-lists
 * @param toolOf the agent's other tools, to judge what they returned
 */
export function provenanceOf(tool: ToolFacts, call: Call, standing: readonly string[], toolOf: ToolOf): Provenance {
  const request = readRequest(call.workflow.request, standing);
  if (tool.effect === "read" && !request.known && call.workflow.earlier.length === 0) return readOf(call);
  const named = deedsOfTool(tool);
  const sources = call.workflow.earlier.flatMap((earlier) => sourceOf(earlier, request, toolOf));
  const given = argumentsOf(call.arguments, named, tool.effect);
  const deeds = tool.effect === "read" ? named : withModes(named, given);
  const carriesOut = tool.effect === "read" && carriesOutward(tool, given) && sources.length > 0;
  const acts = tool.effect !== "read" || carriesOut;
  const scene: Scene = {
    request,
    sources,
    deeds,
    asked: isAsked(tool, deeds, request, given),
    grave: tool.capabilities.some((capability) => GRAVE.has(capability)),
    ids: new Set(given.flatMap(({ path, values }) => (isId(path) ? values.map((value) => spaced(String(value))) : []))),
  };
  const misplaced = amountsForOthers(given, request);
  const origins = given
    .map((argument) => argumentOrigin(argument, scene, acts && matters(argument, tool, carriesOut)))
    .map((each) => (misplaced.has(each.argument) && each.origin === "stated" ? forSomethingElse(each) : each));
  const worst = origins
    .filter((each) => each.matters)
    .reduce<Origin>((found, each) => worse(found, each.origin), "stated");
  const signs: string[] = [];
  const ordered = acts && isOrderedAction(given, scene, worst, signs);
  if (acts && !scene.asked)
    signs.push(
      request.known
        ? "Nothing in the request asks for an action of this kind."
        : "No request is known, and the agent's purpose does not speak of an action of this kind.",
    );
  return {
    requestKnown: request.known,
    worst,
    arguments: origins,
    readUntrusted: sources.some((source) => !source.made && source.reading.proseText !== ""),
    carriesOut,
    asked: !acts || scene.asked,
    ordered,
    signs,
  };
}

/** Reading of which nothing else is known: it carries nothing out, for nothing was read before. */
function readOf(call: Call): Provenance {
  const untold = Object.keys(call.arguments).map((argument): ArgumentOrigin => {
    return { argument, origin: "nowhere", matters: false, because: `${argument}: no request is known.` };
  });
  return { ...NOTHING, arguments: untold };
}

const NOTHING: Provenance = {
  requestKnown: false,
  worst: "stated",
  arguments: [],
  readUntrusted: false,
  carriesOut: false,
  asked: true,
  ordered: false,
  signs: [],
};

const GRAVE: ReadonlySet<string> = new Set(
  CAPABILITIES.filter((each) => !/^(?:read|write|browse_untrusted)$/.test(each)),
);

function argumentOrigin(argument: Argument, scene: Scene, matter: boolean): ArgumentOrigin {
  const { origin, because } = originOf(argument, scene);
  return {
    argument: argument.path,
    origin,
    matters: matter,
    because: `${argument.path} (${KIND_NAMES[argument.kind]}): ${because}.`,
  };
}

function forSomethingElse(origin: ArgumentOrigin): ArgumentOrigin {
  const because = `${origin.argument} (${KIND_NAMES.amount}): the request names this number, but for something else.`;
  return { ...origin, origin: "nowhere", because };
}

function matters({ kind, values }: Argument, tool: ToolFacts, carriesOut: boolean): boolean {
  if (carriesOut) return kind === "address" || values.some((value) => typeof value === "string" && isUrl(value));
  if (kind === "address" || kind === "secret" || kind === "command" || kind === "thing") return true;
  return kind === "amount" && tool.effect !== "read";
}

const OUTSIDE = new Set("web webpage website url uri http browser internet online page site link".split(" "));

/** Reading by an address that is sent out, or a search that is made outside. */
function carriesOutward(tool: ToolFacts, given: readonly Argument[]): boolean {
  const takesUrl = given.some(({ values }) => values.some((value) => typeof value === "string" && isUrl(value)));
  const words = nameWordsOf(tool.name);
  return given.length > 0 && (takesUrl || words.some((word) => OUTSIDE.has(word)));
}

/** The request asks for this kind of deed, of this kind of thing or with something that it states. */
function isAsked(tool: ToolFacts, deeds: ToolDeeds, request: Request, given: readonly Argument[]): boolean {
  if (tool.effect === "read")
    return request.deeds.has("visit") && (request.objects.has("web") || statesOne(request, given));
  if (request.delegated) return true;
  if (!overlaps(deeds.deeds, request.deeds) && !asksByName(request.asking, tool.name)) return false;
  return deeds.objects.size === 0 || overlaps(deeds.objects, request.objects) || statesOne(request, given);
}

function statesOne(request: Request, given: readonly Argument[]): boolean {
  return given.some(({ values }) =>
    values.some((value) => spaced(String(value)).length > 2 && request.text.has(value)),
  );
}

/** What the agent read tells it to do this; or commands it, and not everything that matters is the person's. */
function isOrderedAction(given: readonly Argument[], scene: Scene, worst: Origin, signs: string[]): boolean {
  const { request, sources } = scene;
  const settled = scene.asked && (worst === "stated" || worst === "standing");
  const own = (value: string | number) => request.text.has(value) || request.standing.has(value);
  const foreign = given
    .flatMap(({ kind, values }) => values.flatMap(piecesOf).map((value) => ({ kind, value })))
    .filter(({ kind, value }) => kind !== "mode" && spaced(String(value)).length > 2 && !own(value));
  const ordering = sources.find((source) =>
    foreign.some((each) => isOrdered(each.value, source, scene) && !isFollowed(source, each, scene)),
  );
  if (ordering) signs.push(`Text that ${ordering.tool} returned tells its reader to do this.`);
  const inviting = ordering || !scene.grave || settled ? undefined : sources.find((source) => invites(source, scene));
  if (inviting)
    signs.push(`Text that ${inviting.tool} returned asks for such an action, and the request does not say which.`);
  const commanding = sources.find(({ reading }) => reading.command !== null);
  if (commanding)
    signs.push(`Text that ${commanding.tool} returned gives orders: "${commanding.reading.command?.slice(0, 80)}".`);
  return ordering !== undefined || inviting !== undefined || (commanding !== undefined && !settled);
}

/** A text asks for the same grave deed on the same kind of thing. Messages ask for messages all the time: they do not count. */
function invites({ reading, made }: Source, { deeds }: Scene): boolean {
  const graver = new Set([...deeds.deeds].filter((deed) => deed === "pay" || deed === "delete" || deed === "run"));
  return (
    !made && reading.orders.some((order) => overlaps(order.deeds, graver) && overlaps(order.objects, deeds.objects))
  );
}

/** A long text is rarely repeated as a whole: the addresses in it, and its sentences. */
function piecesOf(value: string | number): (string | number)[] {
  if (typeof value === "number" || value.length < 80) return [value];
  const sentences = value
    .split(/[.!?]\s|\n/)
    .filter((sentence) => sentence.length < 300 && wordsOf(sentence).length >= 4);
  return [...addressesIn(value).slice(0, 20), ...sentences.slice(0, 30)];
}
