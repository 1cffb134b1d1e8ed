import {
  addressesIn,
  addressForm,
  compact,
  daysIn,
  hostOf,
  NAMED_DAY,
  numbersIn,
  plain,
  shapeOf,
  singular,
  spaced,
} from "./normal";

/** A text prepared for asking whether a value stands in it. What is costly is worked out when it is first asked for. */
export class Haystack {
  readonly #text: string;
  #plain: string | undefined;
  #spaced: string | undefined;
  #compact: string | undefined;
  #addresses: Set<string> | undefined;
  #numbers: Set<number> | undefined;
  #words: Set<string> | undefined;
  #days: Set<string> | undefined;
  constructor(text: string) {
    this.#text = text;
  }

  get words(): ReadonlySet<string> {
    if (!this.#words) this.#words = new Set(this.#padded().split(" ").filter(Boolean).map(singular));
    return this.#words;
  }

  get numbers(): ReadonlySet<number> {
    if (!this.#numbers) this.#numbers = new Set(numbersIn(this.#text));
    return this.#numbers;
  }

  get addresses(): ReadonlySet<string> {
    if (!this.#addresses) this.#addresses = new Set(addressesIn(this.#text));
    return this.#addresses;
  }

  /** Whether the value stands in the text, by the form that its kind compares by. Never a part of a longer value. */
  has(value: string | number): boolean {
    if (typeof value === "number") return this.numbers.has(value);
    if (this.#text === "") return false;
    const shape = shapeOf(value);
    if (shape === "mail" || shape === "url") return this.addresses.has(addressForm(value));
    if (shape === "date") return this.#hasDay(value) || this.#hasPhrase(value);
    if (shape === "account" && this.#hasAccount(value)) return true;
    return this.#hasPhrase(value);
  }

  /** A short number as the name of a thing: "file 13", "#13", "id '13'". Elsewhere it may count anything. */
  hasId(value: string | number): boolean {
    const number = plain(String(value));
    const named = new RegExp(
      `(?:#|["'(]|\\b[\\p{L}]{2,}(?: (?:id|ids|nr|no|number))?[:.]? ?["'#]?)${number}(?![\\p{N}]|[.,:]\\p{N}|%)`,
      "u",
    );
    return named.test(
      this.#normal()
        .replace(NAMED_DAY, " ")
        .replace(
          /\b(?:at|in|for|by|from|to|of|than|about|around|least|most|last|first|next|until|till|under|over|costs?|is|are|and|or) (?=\d)/g,
          " : ",
        ),
    );
  }

  /** An address on a host that the text names. */
  hasHostOf(value: string): boolean {
    const host = hostOf(addressForm(value));
    return host !== null && [...this.addresses].some((address) => hostOf(address) === host);
  }

  #normal(): string {
    this.#plain ??= plain(this.#text);
    return this.#plain;
  }

  #padded(): string {
    this.#spaced ??= ` ${spaced(this.#text)} `;
    return this.#spaced;
  }

  #hasPhrase(value: string): boolean {
    const words = spaced(value);
    if (words === "") return plain(value) !== "" && this.#normal().includes(plain(value));
    if (this.#padded().includes(` ${words} `)) return true;
    return !words.includes(" ") && /^\p{L}{3,}$/u.test(words) && this.words.has(singular(words));
  }

  /** However it is grouped: "GB29 NWBK 6016…" is "GB29NWBK6016…", but not a part of a longer number. */
  #hasAccount(value: string): boolean {
    const wanted = compact(value);
    this.#compact ??= compact(this.#text);
    if (!this.#compact.includes(wanted)) return false;
    const grouped = [...wanted].join("[ .\\-/()+]{0,3}");
    return new RegExp(`(?<![\\p{L}\\p{N}])${grouped}(?![\\p{L}\\p{N}])`, "u").test(this.#normal());
  }

  #hasDay(value: string): boolean {
    if (!this.#days) this.#days = new Set(daysIn(this.#text));
    return daysIn(value).some((day) => this.#days?.has(day));
  }
}
