/**
 * Provenance (A10): for each argument of a call, where its value came from, and for the call, whether the person asked for
 * it. Pure and deterministic, no model: the same request, calls and results give the same answer. It informs; policies decide.
 */
import type { ArgumentOrigin, Call, EarlierCall, Provenance, ToolFacts } from "../decide/types";
import type { Origin } from "../terms";
import { type Argument, argumentsOf, type Kind } from "./arguments";
import { deedsOfTool } from "./deeds";
import { isUrl, singular, spaced, wordsOf } from "./normal";
import { isOrdered, originOf, overlaps, type Scene, type Source, worse } from "./origins";
import { readingOf, returnsText } from "./readings";
import { looksUpNamed, readRequest } from "./request";

type ToolOf = (server: string, tool: string) => ToolFacts | undefined;

const KIND_NAMES: Readonly<Record<Kind, string>> = {
  address: "where it goes",
  secret: "a credential",
  command: "what is run",
  amount: "how much",
  thing: "what it is done to",
  text: "what it says",
  other: "how it is done",
};

/**
 * @param standing the agent's purpose and allow-lists
 * @param toolOf the agent's other tools, to judge what they returned
 */
export function provenanceOf(tool: ToolFacts, call: Call, standing: readonly string[], toolOf: ToolOf): Provenance {
  const request = readRequest(call.workflow.request, standing);
  const deeds = deedsOfTool(tool);
  const sources = call.workflow.earlier.flatMap((earlier) => sourceOf(earlier, request, toolOf));
  const given = argumentsOf(call.arguments, deeds, tool.effect);
  const carriesOut = tool.effect === "read" && carriesOutward(tool, given) && sources.length > 0;
  const acts = tool.effect !== "read" || carriesOut;
  const scene: Scene = { request, sources, deeds, asked: isAsked(tool, deeds, request, given) };
  const origins = given.map((argument) => argumentOrigin(argument, scene, acts && matters(argument, tool, carriesOut)));
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

function sourceOf(earlier: EarlierCall, request: ReturnType<typeof readRequest>, toolOf: ToolOf): Source[] {
  if (earlier.result === null || earlier.result.trim() === "") return [];
  const tool = toolOf(earlier.server, earlier.tool);
  const given = Object.values(earlier.arguments)
    .flat()
    .filter((value) => typeof value === "string" || typeof value === "number");
  const searched = given.filter((value) => value !== "");
  return [
    {
      tool: earlier.tool,
      reading: readingOf(earlier.result, returnsText(earlier, tool)),
      echoes: new Set(given.map((value) => spaced(String(value)))),
      named: looksUpNamed(request, searched),
      made: tool !== undefined && tool.effect !== "read",
      own: isOwnRegister(earlier.tool),
    },
  ];
}

const OWN =
  /\b(?:contact|address book|directory|balance|current day|current time|current date|today|clock|my account|own account|iban|whoami|current user)s?\b/;

function isOwnRegister(tool: string): boolean {
  return OWN.test(
    wordsOf(tool.replace(/([a-z0-9])([A-Z])/g, "$1 $2"))
      .map(singular)
      .join(" "),
  );
}

function argumentOrigin(argument: Argument, scene: Scene, matter: boolean): ArgumentOrigin {
  const { origin, because } = originOf(argument, scene);
  return {
    argument: argument.path,
    origin,
    matters: matter,
    because: `${argument.path} (${KIND_NAMES[argument.kind]}): ${because}.`,
  };
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
  const words = wordsOf(tool.name.replace(/([a-z0-9])([A-Z])/g, "$1 $2")).map(singular);
  return given.length > 0 && (takesUrl || words.some((word) => OUTSIDE.has(word)));
}

/** The request asks for this kind of deed, of this kind of thing or with something that it states. */
function isAsked(
  tool: ToolFacts,
  deeds: ReturnType<typeof deedsOfTool>,
  request: ReturnType<typeof readRequest>,
  given: readonly Argument[],
): boolean {
  if (tool.effect === "read")
    return request.deeds.has("visit") && (request.objects.has("web") || statesOne(request, given));
  if (request.delegated) return true;
  if (!overlaps(deeds.deeds, request.deeds)) return false;
  return deeds.objects.size === 0 || overlaps(deeds.objects, request.objects) || statesOne(request, given);
}

function statesOne(request: ReturnType<typeof readRequest>, given: readonly Argument[]): boolean {
  return given.some(({ values }) =>
    values.some((value) => spaced(String(value)).length > 2 && request.text.has(value)),
  );
}

/** What the agent read tells it to do this; or commands it, and not everything that matters is the person's. */
function isOrderedAction(given: readonly Argument[], scene: Scene, worst: Origin, signs: string[]): boolean {
  const { request, sources } = scene;
  const own = (value: string | number) => request.text.has(value) || request.standing.has(value);
  const foreign = given
    .flatMap(({ values }) => values.flatMap(piecesOf))
    .filter((value) => spaced(String(value)).length > 2 && !own(value));
  const ordering = sources.find(({ reading }) => foreign.some((value) => isOrdered(value, reading, scene)));
  if (ordering) signs.push(`Text that ${ordering.tool} returned tells its reader to do this.`);
  const commanding = sources.find(({ reading }) => reading.command !== null);
  if (commanding)
    signs.push(`Text that ${commanding.tool} returned gives orders: "${commanding.reading.command?.slice(0, 80)}".`);
  const settled = scene.asked && (worst === "stated" || worst === "standing");
  return ordering !== undefined || (commanding !== undefined && !settled);
}

/** Of a long text what could be carried out by it: the addresses and numbers in it; else the value itself. */
function piecesOf(value: string | number): (string | number)[] {
  if (typeof value === "number" || value.length < 80) return [value];
  return value.match(/\S+@\S+\.\w+|https?:\/\/\S+|www\.\S+|\b[A-Z]{2}\d{2}[A-Z0-9]{8,}\b/g)?.slice(0, 20) ?? [];
}
