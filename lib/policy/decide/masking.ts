import type { Json } from "./types";

/** What stands in the record where a secret stood. */
export const MASK = "•••";

const SECRET_NAME =
  /pass(word|wd|phrase|code)|secret|token|authori[sz]ation|api[-_ ]?key|access[-_ ]?key|private[-_ ]?key|credential|cookie|bearer|session[-_ ]?id/i;
/** Texts that look like keys wherever they stand: issuers' prefixes, signed tokens, private keys, credentials in an address. */
const SECRET_VALUE =
  /\b(?:sk|pk|rk)[-_](?:live|test|proj|ant)?[-_]?[A-Za-z0-9_-]{16,}|\bgh[pousr]_[A-Za-z0-9]{20,}|\bgithub_pat_\w{20,}|\bxox[abposr]-[\w-]{10,}|\bAKIA[0-9A-Z]{16}\b|\bAIza[\w-]{30,}|\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*|-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)|(?<=:\/\/[^\s/:@]{1,100}:)[^\s/@]+(?=@)|(?<=\bbearer\s)[\w.~+/-]{16,}=*/gi;

/** A text with everything that looks like a key masked. */
export function maskedText(text: string): string {
  return text.replace(SECRET_VALUE, MASK);
}

/**
 * Arguments as they may be kept: the value of every name that speaks of a secret, and within texts everything that looks like a
 * key, is masked. What was decided about is proven by the digest of the whole.
 */
export function maskedArguments(args: { readonly [key: string]: Json }): { [key: string]: Json } {
  return Object.fromEntries(
    Object.entries(args).map(([key, value]) => [key, SECRET_NAME.test(key) ? maskedWhole(value) : maskedJson(value)]),
  );
}

/** Any JSON the same way: what an enforcement point says it did may hold what it was given. */
export function maskedJson(value: Json): Json {
  if (typeof value === "string") return maskedText(value);
  if (Array.isArray(value)) return value.map(maskedJson);
  return typeof value === "object" && value !== null ? maskedArguments(value) : value;
}

// Nothing and yes-or-no say no secret; how many there are may be known.
function maskedWhole(value: Json): Json {
  if (value === null || typeof value === "boolean") return value;
  if (Array.isArray(value)) return value.map(maskedWhole);
  if (typeof value === "object") return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, maskedWhole(v)]));
  return MASK;
}
