import { IN_NAMES, PARTICLE_VERBS, VERB_KINDS, VERB_LISTS, type VerbKind } from "./vocabulary-verbs";

/** A verb of the vocabulary as found in a text. */
export interface Verb {
  base: string;
  kind: VerbKind;
  /** 0: hardly ever a noun, 1: as often a noun, 2: mostly a noun. */
  doubt: 0 | 1 | 2;
}

const BASE_FORMS = new Map<string, Verb>();
const ALL_FORMS = new Map<string, Verb>();

for (const kind of VERB_KINDS) {
  for (const word of VERB_LISTS[kind].split(/\s+/).filter(Boolean)) {
    const doubt = word.endsWith("~") ? 2 : word.endsWith("*") ? 1 : 0;
    const verb: Verb = { base: word.replace(/[*~]$/, ""), kind, doubt };
    BASE_FORMS.set(verb.base, verb);
  }
}
// Base forms first: "does" must not hide a verb that is listed itself.
for (const [base, verb] of BASE_FORMS) ALL_FORMS.set(base, verb);
for (const [base, verb] of BASE_FORMS) {
  for (const form of inflections(base)) if (!ALL_FORMS.has(form)) ALL_FORMS.set(form, verb);
}

/** "copy" → "copies", "copying"; "tag" → "tags", "tagging"; "move" → "moves", "moving". */
function inflections(base: string): string[] {
  const sibilant = /(?:s|x|z|ch|sh)$/.test(base);
  const consonantY = /[^aeiou]y$/.test(base);
  const third = consonantY ? `${base.slice(0, -1)}ies` : `${base}${sibilant ? "es" : "s"}`;
  const shortVowel = /^[^aeiou]*[aeiou][bdgmnpt]$/.test(base) || /(?:mit|fer|set)$/.test(base);
  const stem = /[^eoy]e$/.test(base) ? base.slice(0, -1) : shortVowel ? base + base.at(-1) : base;
  return [third, `${stem}ing`, ...(stem === base ? [] : [`${base}ing`])];
}

/** The verb a word of a description is a form of ("creates", "creating"), or null. Expects lower case. */
export function verbOf(word: string): Verb | null {
  return ALL_FORMS.get(word) ?? null;
}

/** The verb a word of a name is, in base form or third person, or null. */
export function nameVerbOf(word: string): Verb | null {
  const kind = Object.hasOwn(IN_NAMES, word) ? IN_NAMES[word] : undefined;
  if (kind) return { base: word, kind, doubt: 1 };
  return BASE_FORMS.get(word) ?? (word.endsWith("s") ? null : (ALL_FORMS.get(word) ?? null));
}

/** The verb two words make together ("check out", "turns off"), or null. */
export function particleVerbOf(word: string, next: string | undefined): Verb | null {
  if (!next) return null;
  const plain = PARTICLE_VERBS[`${word} ${next}`] ? word : (verbOf(word)?.base ?? word.replace(/s$/, ""));
  const kind = PARTICLE_VERBS[`${plain} ${next}`];
  return kind ? { base: `${plain} ${next}`, kind, doubt: 0 } : null;
}

/** "getHTTPStatus", "get-http_status", "get.http.status" → ["get", "http", "status"]. Digits stay with their letters. */
export function nameWords(name: string): string[] {
  return name
    .slice(0, 200)
    .normalize("NFKC")
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}

const FUSED =
  /^(get|list|create|delete|update|search|send|add|remove|fetch|read|write|set|find|upload|download)(?!ress|ing|ting|t?er|ner|tle|up|back|on|me\b)(\p{L}{3,})$/u;
const FUSED_PAIR = /^(create|get|add|insert|find)or(update|create|replace|add|modify|edit)$/;

/** The verbs in a word written without a break: "createorupdate", "deletefile". */
export function fusedVerbs(word: string): Verb[] {
  const match = FUSED_PAIR.exec(word) ?? FUSED.exec(word);
  if (!match || verbOf(word)) return [];
  return [match[1], match[2]].flatMap((part) => BASE_FORMS.get(part ?? "") ?? []);
}

/** Words without the plural s, for looking nouns up: "policies" → "policy", "keys" → "key". */
export function singular(word: string): string {
  if (word.endsWith("ies") && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ss|us|is)$/.test(word)) return word;
  if (/(?:x|ch|sh|ss)es$/.test(word)) return word.slice(0, -2);
  return word.endsWith("s") && word.length > 3 ? word.slice(0, -1) : word;
}

const MAX_TEXT = 2500;
const ABBREVIATIONS = /\b(e\.g|i\.e|etc|vs|cf)\./gi;

/** The sentences of a description, without markup, code and tool names in backticks; at most the first 2,500 characters. */
export function sentencesOf(text: string): string[] {
  return text
    .slice(0, MAX_TEXT)
    .replace(/```[\s\S]*?(?:```|$)/g, "\n")
    .replace(/<\/?[a-z_]+>/gi, "\n")
    .replace(ABBREVIATIONS, "$1")
    .replace(/[*#_>]{1,3}(?=\s|\w)|\*{1,3}/g, (mark) => (mark === "_" ? "_" : " "))
    .split(/(?<=[.!?:;])\s+|\s+[-–—]\s+|\n+/)
    .map((sentence) => sentence.trim().replace(/^(?:[-•\d.)(]+\s+)/, ""))
    .filter((sentence) => sentence.length > 1);
}

/** Lower-case words and the marks that join or part them. */
export function tokensOf(sentence: string): string[] {
  return sentence.toLowerCase().match(/[\p{L}\p{N}'’_]+|[,/()&|]/gu) ?? [];
}
