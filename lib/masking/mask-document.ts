import { isMark, type MaskedCounts, type MaskedKind, markOf, withoutMarks } from "./kinds";
import { maskLists } from "./lists";
import { isCard, maskAddresses, maskPersonal, namedKind } from "./personal";
import { isCodeUnder, isCountName, isSecretName, isSecretUnder, maskSecrets } from "./secrets";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export interface MaskOptions {
  /** Mask what identifies or reaches a person as well as secrets. */
  personal?: boolean;
  /** Mask IP addresses as well. */
  addresses?: boolean;
}

const MAX_DEPTH = 64;
/** Values and characters of one document; what is beyond is masked unread, never let through. */
const MAX_VALUES = 50_000;
const MAX_CHARACTERS = 2_000_000;
/** What one pass leaves may read differently where something beside it was masked; more passes than this no honest text takes. */
const MAX_PASSES = 4;

/**
 * A JSON value as it may be kept (L8): what looks like a secret, and with `personal` what identifies or reaches a person, is replaced
 * by a mark that names its kind, in values and in names. Masking what was masked changes nothing, and what holds nothing is given
 * back as it was. Takes time in proportion to the size.
 */
export function maskDocument<T extends Json>(value: T, options: MaskOptions = {}): { value: T; masked: MaskedCounts } {
  const masker = new Masker(options);
  return { value: masker.any(value, 0) as T, masked: masker.counts };
}

/** The same for one text. */
export function maskText(text: string, options: MaskOptions = {}): string {
  return new Masker(options).text(text);
}

class Masker {
  readonly counts: MaskedCounts = {};
  readonly #options: MaskOptions;
  #values = 0;
  #characters = 0;

  constructor(options: MaskOptions) {
    this.#options = options;
  }

  any(value: Json, depth: number): Json {
    if (typeof value === "string") return this.text(value);
    if (typeof value === "number") return this.#number(value);
    if (typeof value !== "object" || value === null) return value;
    if (depth >= MAX_DEPTH || ++this.#values > MAX_VALUES) return this.#mark("unread");
    if (!Array.isArray(value)) return this.#object(value, depth + 1);
    const items = maskLists(value, () => this.#mark("secret"));
    return changedItems(items, (item) => this.any(item, depth + 1));
  }

  // A card's number is one without quotes as well.
  #number(value: number): Json {
    const isLong = this.#options.personal && value >= 1e11 && Number.isSafeInteger(value);
    return isLong && isCard(String(value)) ? this.#mark("card") : value;
  }

  text(text: string): string {
    if (text.length < 6 || isMark(text)) return text;
    this.#characters += text.length;
    if (this.#characters > MAX_CHARACTERS) return this.#mark("unread");
    let kept = text;
    for (let pass = 0; pass < MAX_PASSES; pass++) {
      const next = this.#once(kept);
      if (next === kept) return kept;
      kept = next;
    }
    return this.#mark("unread");
  }

  #once(text: string): string {
    const found = (kind: MaskedKind) => this.#mark(kind);
    let kept = maskSecrets(text, found);
    if (this.#options.personal) kept = maskPersonal(kept, found);
    return this.#options.addresses ? maskAddresses(kept, found) : kept;
  }

  #object(value: { [key: string]: Json }, depth: number): Json {
    let changed = false;
    const entries: [string, Json][] = [];
    const names = new Set<string>();
    const isSecret = this.#saysSecret(value);
    for (const [key, member] of Object.entries(value)) {
      const first = this.text(key);
      const kept =
        isSecret && key === "value"
          ? this.#whole(member, { depth, counts: false })
          : this.#member(first === key ? [withoutMarks(key)] : [key, withoutMarks(first)], member, depth);
      let name = first;
      // Two names that were masked alike stay two.
      for (let count = 2; names.has(name) || (name !== key && Object.hasOwn(value, name)); count++) {
        name = `${first} ${count}`;
      }
      names.add(name);
      changed ||= name !== key || kept !== member;
      entries.push([name, kept]);
    }
    return changed ? Object.fromEntries(entries) : value;
  }

  /** `{ name: "Authorization", value: … }`: what stands under `value` has the name that stands beside it. */
  #saysSecret(value: { [key: string]: Json }): boolean {
    if (!Object.hasOwn(value, "value")) return false;
    const { name = value.key } = value;
    return (
      typeof name === "string" &&
      [withoutMarks(name), withoutMarks(new Masker(this.#options).text(name))].some(
        (one) => isSecretName(one) && !isCountName(one),
      )
    );
  }

  /** @param names the name as it was and as it will be read the next time: both have a say, so that nothing changes then */
  #member(names: readonly string[], member: Json, depth: number): Json {
    if (names.some(isSecretName)) return this.#whole(member, { depth, counts: isCountName(names.at(-1) ?? "") });
    const text = typeof member === "number" ? String(member) : member;
    if (typeof text === "string" && !isMark(text)) {
      const isSecret = typeof member === "number" ? isCodeUnder : isSecretUnder;
      if (names.some((name) => isSecret(name, text))) return this.#mark("secret");
      const kinds = this.#options.personal ? names.map((name) => namedKind(name, text)) : [];
      const kind = kinds.find((one) => one !== null);
      if (kind) return this.#mark(kind);
    }
    return this.any(member, depth);
  }

  // Nothing and yes-or-no say no secret; how many there are may be known, and so may how many tokens a model took.
  #whole(value: Json, at: { depth: number; counts: boolean }): Json {
    const { depth, counts } = at;
    if (value === null || value === "" || typeof value === "boolean") return value;
    if (counts && typeof value === "number") return value;
    if (typeof value === "string" && isMark(value)) return value;
    if (typeof value !== "object") return this.#mark("secret");
    if (depth >= MAX_DEPTH || ++this.#values > MAX_VALUES) return this.#mark("unread");
    if (Array.isArray(value)) return changedItems(value, (item) => this.#whole(item, { depth: depth + 1, counts }));
    const within = (key: string) => ({ depth: depth + 1, counts: counts || isCountName(withoutMarks(key)) });
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => {
        const name = this.text(key);
        return [name, this.#whole(member, within(name))];
      }),
    );
  }

  #mark(kind: MaskedKind): string {
    this.counts[kind] = (this.counts[kind] ?? 0) + 1;
    return markOf(kind);
  }
}

function changedItems(items: Json[], mask: (item: Json) => Json): Json[] {
  const kept = items.map(mask);
  return kept.some((item, at) => item !== items[at]) ? kept : items;
}
