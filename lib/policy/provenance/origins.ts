import type { Origin } from "../terms";
import { ORIGINS } from "../terms";
import type { Argument } from "./arguments";
import type { ToolDeeds } from "./deeds";
import { isAccount, isMail, isUrl, singular, spaced, wordsOf } from "./normal";
import type { Item, Reading } from "./readings";
import { isNamed, type Request } from "./request";

/** An earlier result with where it came from. */
export interface Source {
  tool: string;
  reading: Reading;
  /** Values that the call itself brought: that they come back says nothing. */
  echoes: ReadonlySet<string>;
  /** It was looked up by what the request speaks of. */
  named: boolean;
  /** The request itself says exactly what was looked up: this file, that page. */
  pointedTo: boolean;
  /** It answers a call that made or changed something: what it tells of is this work's own. */
  made: boolean;
  /** A register of the organisation's own: of itself (the account, the clock), or of people (contacts). */
  register: "self" | "people" | null;
}

export interface Scene {
  request: Request;
  sources: readonly Source[];
  deeds: ToolDeeds;
  asked: boolean;
  /** It moves money, deletes, sends, runs or changes rights: what a text asks for is never enough. */
  grave: boolean;
  /** The ids that this call names, in spaced form: what already is so in the record it changes goes nowhere new. */
  ids: ReadonlySet<string>;
}

export interface Traced {
  origin: Origin;
  because: string;
}

/** The worst of two origins is what counts. */
export function worse(one: Origin, other: Origin): Origin {
  return ORIGINS.indexOf(one) >= ORIGINS.indexOf(other) ? one : other;
}

/** Where an argument came from: the worst of its values'. */
export function originOf(argument: Argument, scene: Scene): Traced {
  let worst: Traced = { origin: "stated", because: "it stands in the person's request" };
  let first = true;
  for (const value of argument.values) {
    const traced = trace(value, argument, scene);
    if (first || worse(traced.origin, worst.origin) !== worst.origin) worst = traced;
    first = false;
  }
  return worst;
}

function trace(value: string | number, argument: Argument, scene: Scene): Traced {
  const { request, sources } = scene;
  if (request.known && isStated(value, argument, request))
    return { origin: "stated", because: "it stands in the person's request" };
  if (request.standing.has(value))
    return { origin: "standing", because: "it stands in the agent's purpose or an allow-list" };
  if (argument.kind === "address" && typeof value === "string" && isUrl(value) && request.text.hasHostOf(value)) {
    return { origin: "derived", because: "the person named the place it leads to" };
  }
  const ordering = sources.find((source) => isOrdered(value, source, scene) && !isFollowed(source, argument, scene));
  if (ordering)
    return { origin: "untrusted", because: `${from(ordering)} tells the agent to use it, the request does not` };
  const found = inItems(value, argument, scene);
  const prose = sources.find((source) => !source.made && standsIn(value, argument, source.reading));
  if (found && (!prose || found.origin === "trusted" || argument.kind !== "address" || found.because.startsWith(NAMED)))
    return found;
  if (prose) return inProse(prose, argument, scene);
  return (
    found ?? nearlyStated(value, argument, request) ?? computed(value, argument, scene) ?? nowhere(value, argument)
  );
}

function isStated(value: string | number, { kind }: Argument, request: Request): boolean {
  if (kind === "thing" && /^\d{1,4}$/.test(String(value))) return request.text.hasId(value);
  return request.text.has(value);
}

const NAMED = "it belongs to what the person named";

function from(source: Source): string {
  return `text that ${source.tool} returned`;
}

/** Running text says the value. A short one stands somewhere by chance; an amount is looked for as a number. */
function standsIn(value: string | number, { kind }: Argument, { prose }: Reading): boolean {
  if (isTelling(value)) return prose.has(value);
  return kind === "amount" && Number(value) !== 0 && prose.numbers.has(Number(value));
}

/** The person sent the agent to this very text to do what it says, and it says nothing grave. */
export function isFollowed(source: Source, argument: Pick<Argument, "kind">, { asked, grave }: Scene): boolean {
  const harmless = argument.kind !== "address" && argument.kind !== "secret" && argument.kind !== "command";
  return asked && !grave && harmless && source.pointedTo && source.reading.command === null;
}

/** A text that the agent read gives an order of this kind with this value in it. */
export function isOrdered(value: string | number, { reading }: Source, { deeds }: Scene): boolean {
  if (reading.command !== null && isTelling(value) && reading.prose.has(value)) return true;
  if (reading.orders.length === 0 || spaced(String(value)).length === 0) return false;
  return reading.orders.some((order) => overlaps(order.deeds, deeds.deeds) && order.stretch.has(value));
}

export function overlaps<T>(one: ReadonlySet<T>, other: ReadonlySet<T>): boolean {
  for (const each of one) if (other.has(each)) return true;
  return false;
}

/** Long or odd enough that it does not stand somewhere by chance. */
function isTelling(value: string | number): boolean {
  if (typeof value === "number") return false;
  return isMail(value) || isUrl(value) || isAccount(value) || spaced(value).length >= 5;
}

function inItems(value: string | number, argument: Argument, scene: Scene): Traced | null {
  const form = spaced(String(value));
  let best: Traced | null = null;
  for (const source of scene.sources) {
    if (source.echoes.has(form)) continue;
    for (const item of source.reading.items) {
      const traced =
        item.values.has(form) || (item.free.has(form) && argument.kind !== "address")
          ? inItem(item, source, argument, scene)
          : null;
      if (traced && (!best || worse(traced.origin, best.origin) !== traced.origin)) best = traced;
    }
  }
  return best;
}

function inItem(item: Item, source: Source, argument: Argument, { request, asked, ids, grave }: Scene): Traced {
  if (source.made && argument.kind !== "address")
    return { origin: "derived", because: `this work made it itself, with ${source.tool}` };
  const tied = argument.kind !== "address" || source.named || isNamed(request, item.words);
  if (source.register === "self" || (source.register === "people" && tied)) {
    return { origin: "trusted", because: `${source.tool} returned it, a register of the organisation's own` };
  }
  if (asked && !grave && overlaps(ids, item.values)) {
    return { origin: "derived", because: "it already is so in what is changed" };
  }
  if (isNamed(request, item.words)) return { origin: "derived", because: `${NAMED}, as ${source.tool} returned it` };
  if (source.named) return { origin: "derived", because: `${NAMED}, looked up with ${source.tool}` };
  if (asked && argument.kind !== "address" && argument.kind !== "secret" && argument.kind !== "command") {
    return { origin: "derived", because: `the request leaves the choice open, and ${source.tool} listed it` };
  }
  return { origin: "untrusted", because: `${source.tool} returned it, and nothing ties it to the request` };
}

function inProse(source: Source, argument: Argument, { request, asked }: Scene): Traced {
  const harmless =
    argument.kind === "thing" || argument.kind === "amount" || argument.kind === "other" || argument.kind === "text";
  if (asked && harmless && source.reading.command === null) {
    return { origin: "derived", because: `the person asked for this, and ${from(source)} names it` };
  }
  const visits = request.deeds.has("visit") && request.objects.has("web");
  const isPlace =
    argument.kind === "address" && argument.values.every((value) => typeof value === "string" && isUrl(value));
  if (isPlace && visits && source.reading.command === null) {
    return { origin: "derived", because: `the person asked to read what ${from(source)} links to` };
  }
  return { origin: "untrusted", because: `it came from ${from(source)}, not from the request` };
}

/** Most of its words are the person's: "living_room_1" for "the living room". No address is nearly right. */
function nearlyStated(value: string | number, { kind }: Argument, request: Request): Traced | null {
  if (typeof value === "number" || kind === "secret" || kind === "command") return null;
  if (isMail(value) || isUrl(value) || isAccount(value)) return null;
  const words = wordsOf(value);
  const hits = words.filter((word) => word.length > 2 && request.text.words.has(singular(word))).length;
  if (words.length < 2 || hits * 2 <= words.length || hits < 2) return null;
  return { origin: "derived", because: "it says what the person said in nearly the same words" };
}

/** An amount that adds up from what the person stated and what was looked up. */
function computed(value: string | number, { kind }: Argument, { request, sources, asked }: Scene): Traced | null {
  const wanted = Number(value);
  if (kind !== "amount" || !asked || !Number.isFinite(wanted) || String(value).trim() === "") return null;
  const stated = [...request.text.numbers].slice(0, 40);
  const read = sources
    .filter((source) => source.reading.command === null)
    .flatMap((source) => [
      ...source.reading.items.flatMap((item) => [...item.values].map(numeral)),
      ...source.reading.prose.numbers,
    ])
    .filter((each) => Number.isFinite(each) && each !== 0);
  const whole = [...new Set([...stated, ...read])].slice(0, 60);
  const known = [...whole, ...whole.flatMap((each) => [each / 2, each / 3, each / 4])];
  const near = (result: number) => Math.abs(result - wanted) < 0.006;
  const adds = known.some((one) => known.some((two) => near(one + two) || near(one - two)));
  const shares = known.some((one) =>
    known.some((two) => near((one * two) / 100) || near(one * (1 + two / 100)) || near(one * two)),
  );
  return adds || shares ? { origin: "derived", because: "it adds up from the request and what was looked up" } : null;
}

/** Values of items are kept in spaced form: "1 100 5" was 1100.5 or 1,100.5. */
function numeral(form: string): number {
  return /^\d+(?: \d{1,2})?$/.test(form) ? Number(form.replace(" ", ".")) : Number.NaN;
}

function nowhere(value: string | number, { kind }: Argument): Traced {
  const what = kind === "amount" || typeof value === "number" ? "this number" : "this value";
  return { origin: "nowhere", because: `${what} stands neither in the request nor in anything the agent read` };
}
