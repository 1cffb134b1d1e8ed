import { NAME_MODIFIERS, VIEW_NOUNS } from "./vocabulary-verbs";
import { fusedVerbs, nameVerbOf, nameWords, particleVerbOf, sentencesOf, tokensOf, type Verb, verbOf } from "./words";

/** What a name says: its verbs, where the first stood, and whether grammar leaves a doubt that it is a verb at all. */
export interface NameReading {
  words: string[];
  verbs: Verb[];
  place: "first" | "last" | "inside" | "none";
  doubt: 0 | 1 | 2;
  /** The name ends in a word for something one looks at ("…_status"). */
  endsInView: boolean;
}

/**
 * Reads verb-first names (`delete_file`, `createIssue`), noun-first ones (`file_delete`) and joined verbs (`get_or_create`).
 * @param server the namespace; its words in front of the name say nothing
 */
export function readName(name: string, server = ""): NameReading {
  const words = withoutServer(nameWords(name), server);
  const plain = words.filter((word) => !NAME_MODIFIERS.has(word));
  const endsInView = plain.length > 1 && VIEW_NOUNS.has(plain.at(-1) ?? "");
  const found = plain.map((word, index) => ({ index, verbs: verbsOf(word, plain[index + 1], index === 0) }));
  const chosen = ([0, 1, 2] as const).map((doubt) => pick(found, doubt, plain.length - 1)).find(Boolean);
  if (!chosen) return { words, verbs: [], place: "none", doubt: 2, endsInView };
  const place = chosen.index === 0 ? "first" : chosen.index === plain.length - 1 ? "last" : "inside";
  const verbs = [...chosen.verbs, ...joinedVerbs(words, plain[chosen.index] ?? "")];
  return { words, verbs, place, doubt: doubtOf(chosen.verbs), endsInView };
}

interface Found {
  index: number;
  verbs: Verb[];
}

/** Of the words with this much doubt: the first of the name, else the last, else the earliest between them. */
function pick(found: readonly Found[], doubt: number, lastIndex: number): Found | undefined {
  const fitting = found.filter(({ verbs }) => verbs.length > 0 && doubtOf(verbs) === doubt);
  return fitting.find(({ index }) => index === 0) ?? fitting.find(({ index }) => index === lastIndex) ?? fitting[0];
}

function doubtOf(verbs: readonly Verb[]): 0 | 1 | 2 {
  if (verbs.some((verb) => verb.doubt === 0)) return 0;
  return verbs.some((verb) => verb.doubt === 1) ? 1 : 2;
}

function verbsOf(word: string, next: string | undefined, first: boolean): Verb[] {
  const pair = particleVerbOf(word, next);
  if (pair) return [pair];
  const verb = first ? (nameVerbOf(word) ?? verbOf(word)) : nameVerbOf(word);
  return verb ? [verb] : fusedVerbs(word);
}

/** `search_and_replace`, `create_or_update_file`, `confirm_delete`: the verb that follows acts too. */
function joinedVerbs(words: readonly string[], after: string): Verb[] {
  const start = words.indexOf(after) + 1;
  const joined = words[start] === "or" || words[start] === "and";
  const verb = nameVerbOf(words[joined ? start + 1 : start] ?? "");
  return verb && (joined || (nameVerbOf(after)?.kind === "manage" && verb.doubt === 0)) ? [verb] : [];
}

function withoutServer(words: string[], server: string): string[] {
  const prefix = new Set(nameWords(server));
  let start = 0;
  while (start < words.length - 1) {
    const word = words[start] ?? "";
    const verb = nameVerbOf(word);
    if (!prefix.has(word) || verb?.doubt === 0) break;
    start++;
  }
  return words.slice(start);
}

/** What a description says: the verbs its first statement leads with, and those of later statements about the tool itself. */
export interface TextReading {
  lead: Verb[];
  also: Verb[];
  sentences: string[];
}

/** How descriptions clear their throat before they say what the tool does. Taken off the front, again and again. */
const FILLERS = [
  /^(?:always|please|primary|important|note|beta|experimental|start here|discovery|workflow|summary|description)\b[^a-z]{0,4}/,
  /^(?:you can )?(?:use|call|invoke) (?:this|the)(?: \w+)?(?: (?:tool|function|command|endpoint|operation|method|action))? (?:to|for|when you (?:need|want) to|if you (?:need|want) to) /,
  /^(?:used?|useful|call this|(?:an? |the )?(?:\w+ )?(?:tool|function|utility|endpoint|helper|action|command)|this) (?:to|for|that|which) /,
  /^(?:this|the) (?:\w+ )?(?:tool|function|command|endpoint|operation|method|action|api|call|query|request) (?:is used (?:to|for) |provides a way to )?/,
  /^(?:allows?|lets?|enables?|helps?) (?:(?:you|users|an? \w+|the \w+) )?(?:to )?/,
  /^(?:grants? (?:permission|access|the ability|permissions)|(?:provides? )?(?:the )?(?:ability|able|permission|a way)) to /,
  /^(?:it|can|to|will) /,
];

function withoutFillers(sentence: string): string {
  let rest = sentence.slice(0, 400).toLowerCase().replace(/\s+/g, " ");
  for (let round = 0; round < 6; round++) {
    const shorter = FILLERS.reduce((text, filler) => text.replace(filler, ""), rest);
    if (shorter === rest) break;
    rest = shorter;
  }
  return rest;
}

const ADVERB = /^(?:[a-z]+ly|also|then|either|bulk|batch|force|now|optionally|first)$/;
const JOINTS = new Set([",", "/", "or", "and", "(", ")", "&", "|", "then"]);

/** The verbs a sentence leads with: "Create or update …" gives both, "Lists (or counts) …" too. */
function leadVerbs(sentence: string): Verb[] {
  const tokens = tokensOf(withoutFillers(sentence));
  let at = 0;
  while (at < 3 && ADVERB.test(tokens[at] ?? "")) at++;
  const first = particleVerbOf(tokens[at] ?? "", tokens[at + 1]) ?? verbOf(tokens[at] ?? "");
  if (first?.base === "start" && tokens[at + 1] === "here") return [];
  if (!first || (first.doubt > 0 && isNounBefore(first, tokens[at + 1] ?? ""))) return [];
  const verbs = [isReadingDone(first, tokens.slice(at + 1, at + 9)) ? QUERY : first];
  let joined = false;
  for (const token of tokens.slice(at + 1, at + 14)) {
    if (JOINTS.has(token)) joined = true;
    else if (!ADVERB.test(token)) {
      const verb = joined ? verbOf(token) : null;
      if (!verb) break;
      verbs.push(verb);
      joined = false;
    }
  }
  return [...verbs, ...laterVerbs(tokens.slice(at + verbs.length, at + 40))];
}

/** "Report of …", "Charge for …" are nouns; "Check for …", "Wait for …" look out for something. */
function isNounBefore(word: Verb, next: string): boolean {
  if (next === "for") return word.doubt === 2 || (word.kind !== "read" && word.kind !== "compute");
  return /^(?:of|is|are|was|that|which)$/.test(next);
}

const QUERY: Verb = { base: "query", kind: "read", doubt: 0 };
const READING_NOUN =
  /^(?:search(?:es)?|quer(?:y|ies)|lookups?|retrieval|scan|check|analysis|inspection|audit|calculations?)$/;

/** Unlike "start" and "trigger", which set something going that stays. */
const DOES = new Set(["execute", "run", "perform", "process", "make", "do", "invoke"]);

/** "Executes a search query", "Performs a lookup", "Resolves a name to an id": the noun is what is done. */
function isReadingDone(first: Verb, following: readonly string[]): boolean {
  if (first.base === "resolve") return following.some((word) => /^(?:to|into|ids?)$/.test(word));
  if (!DOES.has(first.base)) return false;
  return following.some((word) => READING_NOUN.test(word));
}

const SUBORDINATE = /^(?:when|if|so|because|where|while|after|before|until|unless|which|that|who|whose|using|e|with)$/;

/** "Adds a row and deletes the draft": a clear verb after "and", in the main clause. */
function laterVerbs(tokens: readonly string[]): Verb[] {
  const verbs: Verb[] = [];
  for (const [index, token] of tokens.entries()) {
    if (SUBORDINATE.test(token)) break;
    if (token !== "and" && token !== "or" && token !== "then") continue;
    const verb = verbOf(tokens[index + 1] ?? "");
    const following = tokens[index + 2] ?? "";
    if (verb?.doubt === 0 && /^(?:the|a|an|its|their|it|all|any|new|existing|them|[a-z]+s)$/.test(following))
      verbs.push(verb);
  }
  return verbs;
}

/** Sentences that speak of other tools, of conditions or of examples say nothing about this tool. */
const ELSEWHERE =
  /\b(?:instead|do not use|don't use|not use this|use (?:the )?['"`]|use \w+_\w+|call \w+_\w+|see also|before (?:using|calling)|after (?:using|calling)|first call|call this (?:first|before)|prerequisite|for example|example|when (?:the )?user|if (?:the )?user|to (?:create|update|delete|modify|edit|remove)\b.*,)\b/i;
const ABOUT_SELF =
  /^(?:this |the (?:tool|command|operation|function|action)|it |also |will |can |supports? |allows? |use (?:this|it) |used )|\b(?:can also|will also|also) /i;

/** @returns the verbs of the first statement and of later ones that have the tool itself for their subject */
export function readText(text: string): TextReading {
  const sentences = sentencesOf(text);
  let lead: Verb[] = [];
  let leadAt = -1;
  for (const [index, sentence] of sentences.slice(0, 4).entries()) {
    lead = /\binstead\b|^deprecated\b/i.test(sentence) ? [] : leadVerbs(sentence);
    leadAt = index;
    if (lead.length > 0) break;
  }
  const also = sentences
    .slice(leadAt + 1, 14)
    .filter((sentence) => ABOUT_SELF.test(sentence) && !ELSEWHERE.test(sentence))
    .flatMap(leadVerbs);
  return { lead, also, sentences };
}
