import { type Found, markOf } from "./kinds";

const SECRET_NAME =
  /pass(?:word|wd|phrase|code)|pwd|secret(?!ar)|token(?!i[sz])|authori[sz]ation$|api[-_ ]?key|access[-_ ]?key|account[-_ ]?key|signing[-_ ]?key|encryption[-_ ]?key|private[-_ ]?key|credential(?!s?[-_ ]?id)|cookie|bearer|session[-_ ]?id|connection[-_ ]?string/i;
/** Names that may say a secret and mostly do not: only what looks drawn at random is one. */
const PERHAPS_SECRET_NAME = /(?:^|[-_ .])(?:key|auth|sig|signature|otp|pin|salt|seed|dsn|jwt|sas)$/i;
/** Numbers of tokens that a model read or wrote. */
const COUNT_NAME = /tokens$|tokens?[-_ ]?(?:count|limit|used|usage|budget|total)/i;

/** Whether the value under this name is a secret, whatever it looks like. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name);
}

/** Whether the name counts tokens: a number under it is no secret. */
export function isCountName(name: string): boolean {
  return COUNT_NAME.test(name);
}

/** Whether a text under such a name looks drawn at random. */
export function isSecretUnder(name: string, text: string): boolean {
  return PERHAPS_SECRET_NAME.test(name) && looksDrawn(text);
}

// Every pattern begins with letters that are rare in honest text and takes a bounded run, so that none looks twice at a long one.
const KEY_TEXTS =
  /\b(?:[spr]k[-_](?:live|test|proj|ant|svcacct|admin|or)?[-_]?[A-Za-z0-9_-]{16,512}|gh[pousr]_[A-Za-z0-9]{20,255}|github_pat_\w{20,255}|gl(?:pat|oas|dt|rt|cbt|ptt|ft|imt|agent|soat)-[\w-]{20,255}|npm_[A-Za-z0-9]{30,255}|pypi-[\w-]{40,512}|xox[abeoprs]-[\w-]{10,512}|xapp-[\w-]{10,512}|(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}\b|AIza[\w-]{30,255}|ya29\.[\w-]{20,2048}|hf_[A-Za-z0-9]{30,255}|SG\.[\w-]{16,64}\.[\w-]{16,128}|do[opr]_v1_[a-f0-9]{64}|shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}|dp\.pt\.[A-Za-z0-9]{40,64}|whsec_[A-Za-z0-9+/=]{20,255}|csk_[\w-]{20,255}|lin_api_[A-Za-z0-9]{30,64}|eyJ[\w-]{8,8192}\.[\w-]{8,8192}\.[\w-]{0,2048})/g;
const PRIVATE_KEY =
  /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)/g;
const SLACK_HOOK = /(hooks\.slack\.com\/(?:services|workflows)\/)[A-Za-z0-9/_-]{20,255}/g;
const URL_PASSWORD = /(:\/\/[^\s/:@]{0,100}:)([^\s/@]{1,256})(?=@)/g;
const HEADER_VALUE = /(\b(?:bearer|basic|dpop)\s{1,4})([\w.~+/-]{16,8192}={0,2})/gi;
/** `password=…`, `"api_key": "…"`, `AccountKey=…;` within a text. */
const ASSIGNED =
  /([\w-]{0,40}(?:password|passwd|passphrase|pwd|secret|token|api[-_]?key|access[-_]?key|account[-_]?key|private[-_]?key)[\w-]{0,20}["']?\s{0,3}(=|:)\s{0,3}["']?)([^\s"',;&<>)}\]]{4,512})/gi;
/** After "Bearer" no word of a language is as long, whatever characters it has. */
const LONGER_THAN_WORDS = 24;
const NO_VALUE =
  /^(?:true|false|null|none|undefined|required|optional|string|redacted|hidden|\*+|\$\{?\w.*|\[masked:?)$/i;

/** The text with everything that looks like a key masked. */
export function maskSecrets(text: string, found: Found): string {
  let kept = text;
  if (kept.includes("-----BEGIN ")) kept = kept.replace(PRIVATE_KEY, () => found("secret"));
  if (kept.includes("://")) {
    kept = kept.replace(URL_PASSWORD, (_, before: string) => before + found("secret"));
    kept = kept.replace(SLACK_HOOK, (_, before: string) => before + found("secret"));
  }
  kept = kept.replace(KEY_TEXTS, () => found("secret"));
  kept = kept.replace(HEADER_VALUE, (whole, before: string, value: string) =>
    value.length >= LONGER_THAN_WORDS || looksDrawn(value) ? before + found("secret") : whole,
  );
  if (!/[=:]/.test(kept)) return kept;
  return kept.replace(ASSIGNED, (whole, before: string, sign: string, value: string) =>
    isAssignedSecret(before, sign, value) ? before + found("secret") : whole,
  );
}

function isAssignedSecret(name: string, sign: string, value: string): boolean {
  if (NO_VALUE.test(value) || value.startsWith(markOf("secret").slice(0, 7))) return false;
  if (isCountName(name.replace(/["'\s=:]+$/, "")) && /^[\d.]+$/.test(value)) return false;
  // "password: please" is a sentence, "password=please" is one.
  return sign === "=" || /[\d!#$%*?^~]/.test(value) || /[a-z][A-Z]/.test(value);
}

/** Long, without spaces, of several kinds of characters that change often: hardly a word, a number or a path. */
function looksDrawn(text: string): boolean {
  if (text.length < 16 || text.length > 8_192 || /\s/.test(text)) return false;
  if (/^(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[\d.:TZ+-]+)$/i.test(text)) return false;
  const kinds = [/[a-z]/, /[A-Z]/, /\d/].filter((kind) => kind.test(text)).length;
  return kinds >= 2 && /\d/.test(text) && entropyOf(text.slice(0, 256)) >= 3;
}

/** Shannon's, in bits per character. */
function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
