import { deedsAsked, delegates, objectsOf } from "./deeds";
import { Haystack } from "./haystack";
import { plain, singular, wordsOf } from "./normal";
import { sentencesOf } from "./pairing";
import { DEEDS, type Deed, OBJECTS, VERBS } from "./vocabulary";

/** The person's request (and apart from it the standing texts), read once. */
export interface Request {
  readonly known: boolean;
  readonly text: Haystack;
  readonly sentences: readonly Haystack[];
  readonly standing: Haystack;
  /** The request, or what stands for it. */
  readonly asking: string;
  readonly deeds: ReadonlySet<Deed>;
  readonly objects: ReadonlySet<string>;
  readonly delegated: boolean;
  /** What the request names, each as its words: quoted phrases, names, and telling words. */
  readonly named: readonly (readonly string[])[];
}

const COMMON = new Set(
  `about after again also and any are back been before being between both but can could did does done each even every find first
   for from get give going had has have help here him his how into its just know like list look make many may mentioned month more
   most much must need new next not now off once one only other our out over own perform please recent recently same see should
   show some specified such sure take task tell than that the their them then there these they this those time today tomorrow too
   two under until upon use using very want was way week well were what when where which while who why will with would year
   yesterday you your order given following provide let receive received include using based exactly check want would`.split(
    /\s+/,
  ),
);
const GENERIC = new Set([
  ...Object.values(OBJECTS).flatMap((words) => [...words]),
  ...DEEDS.flatMap((deed) => [...VERBS[deed]]),
]);

const kept = new Map<string, Request>();
const MOST_KEPT = 10_000;

/** Reads a request. Without one, what the agent stands for is what it was asked for. */
export function readRequest(request: string | null, standing: readonly string[]): Request {
  const key = JSON.stringify([request, standing]);
  const found = kept.get(key);
  if (found) return found;
  const read = new ReadRequest(request, standing);
  // The oldest goes first: a Map keeps the order of writing.
  const [oldest] = kept.keys();
  if (kept.size >= MOST_KEPT && oldest !== undefined) kept.delete(oldest);
  kept.set(key, read);
  return read;
}

/** Each part is read when it is first asked for: most calls need few of them. */
class ReadRequest implements Request {
  readonly known: boolean;
  readonly text: Haystack;
  readonly standing: Haystack;
  readonly asking: string;
  #sentences: readonly Haystack[] | undefined;
  #deeds: ReadonlySet<Deed> | undefined;
  #objects: ReadonlySet<string> | undefined;
  #delegated: boolean | undefined;
  #named: readonly (readonly string[])[] | undefined;

  constructor(request: string | null, standing: readonly string[]) {
    this.known = request !== null && request.trim() !== "";
    this.text = new Haystack(this.known && request !== null ? request : "");
    this.standing = new Haystack(standing.join("\n"));
    this.asking = this.known && request !== null ? request : standing.join("\n");
  }

  get sentences() {
    this.#sentences ??= sentencesOf(this.known ? this.asking : "");
    return this.#sentences;
  }

  get deeds() {
    // A purpose is told in the third person: "Pays invoices".
    this.#deeds ??= deedsAsked(this.known ? this.asking : this.asking.replace(/\b(\p{L}{2,})s\b/gu, "$1"));
    return this.#deeds;
  }

  get objects() {
    this.#objects ??= objectsOf(wordsOf(this.asking));
    return this.#objects;
  }

  get delegated() {
    this.#delegated ??= delegates(this.asking);
    return this.#delegated;
  }

  get named() {
    this.#named ??= namedIn(this.asking);
    return this.#named;
  }
}

function namedIn(text: string): string[][] {
  const straight = text.replace(/[\u2018\u2019]/g, "'").replace(/[\u201C\u201D]/g, '"');
  const quoted = [...straight.matchAll(/"([^"\n]{2,120})"|(?<![\p{L}\p{N}])'([^'\n]{2,120})'/gu)].map(
    ([, one, two]) => one ?? two ?? "",
  );
  const capital = [
    ...straight.matchAll(/(?<=[\p{L}\p{N},;:)'"-]\s+["']?)\p{Lu}[\p{L}\p{N}'-]*(?:\s+\p{Lu}[\p{L}\p{N}'-]*)*/gu),
  ].map(([found]) => found);
  const telling = wordsOf(text).filter(
    (word) =>
      (word.length >= 4 || /\d{2}/.test(word)) &&
      !COMMON.has(word) &&
      !GENERIC.has(word) &&
      !GENERIC.has(singular(word)),
  );
  const phrases = [...quoted, ...capital]
    .map((phrase) => wordsOf(phrase).map(singular))
    .filter((words) => words.length > 0);
  return [
    ...phrases.filter((words) => words.some((word) => word.length > 2 && !COMMON.has(word))),
    ...telling.map((word) => [singular(word)]),
  ];
}

/** Whether these words are those of something that the request names: all of a phrase's, or most of a long one's. */
export function isNamed(request: Request, words: ReadonlySet<string>): boolean {
  return request.named.some((phrase) => {
    const hits = phrase.filter((word) => words.has(word)).length;
    return hits === phrase.length || (phrase.length >= 3 && hits * 3 >= phrase.length * 2);
  });
}

/** Whether a lookup asked for what the request speaks of: every word it searched by stands there, or nearly. */
export function looksUpNamed(request: Request, values: readonly (string | number)[]): boolean {
  return (
    values.length > 0 &&
    values.every((value) => {
      if (request.text.has(value) || request.standing.has(value)) return true;
      const words = wordsOf(plain(String(value))).filter((word) => word.length > 2 && !COMMON.has(word));
      const hits = words.filter((word) => request.text.words.has(singular(word))).length;
      return words.length > 0 && hits * 2 >= words.length && hits > 0;
    })
  );
}
