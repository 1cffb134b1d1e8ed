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

/** Codes of cards, doors and second factors: three to eight digits. */
const CODE_NAME = /(?:^|[-_ .])(?:cvv2?|cvc2?|t?otp|pin)$/i;
const SHORT_NAME = /(?:^|[-_ .])(?:pass|pw)$/i;
const VERDICT = /^(?:pass(?:ed)?|fail(?:ed)?|skip(?:ped)?|true|false|none|null)$/i;

/** Whether a text under such a name looks like a secret: drawn at random, a code, or a word that is no verdict. */
export function isSecretUnder(name: string, text: string): boolean {
  if (SHORT_NAME.test(name)) return text.length >= 4 && !VERDICT.test(text);
  return isCodeUnder(name, text) || (PERHAPS_SECRET_NAME.test(name) && looksDrawn(text));
}

/** Whether the digits under this name are such a code, written as a text or as a number. */
export function isCodeUnder(name: string, digits: string): boolean {
  return CODE_NAME.test(name) && /^\d{3,8}$/.test(digits);
}

// Every pattern begins with letters that are rare in honest text and takes a bounded run, so that none looks twice at a long one.
const KEY_TEXTS =
  /\b(?:[spr]k[-_](?:live|test|proj|ant|svcacct|admin|or)?[-_]?[A-Za-z0-9_-]{16,512}|gh[pousr]_[A-Za-z0-9]{20,255}|github_pat_\w{20,255}|gl(?:pat|oas|dt|rt|cbt|ptt|ft|imt|agent|soat)-[\w-]{20,255}|npm_[A-Za-z0-9]{30,255}|pypi-[\w-]{40,512}|xox[abeoprs]-[\w-]{10,512}|xapp-[\w-]{10,512}|(?:AKIA|ASIA|ABIA|ACCA)[0-9A-Z]{16}\b|AIza[\w-]{30,255}|ya29\.[\w-]{20,2048}|hf_[A-Za-z0-9]{30,255}|SG\.[\w-]{16,64}\.[\w-]{16,128}|do[opr]_v1_[a-f0-9]{64}|shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}|dp\.pt\.[A-Za-z0-9]{40,64}|whsec_[A-Za-z0-9+/=]{20,255}|csk_[\w-]{20,255}|lin_api_[A-Za-z0-9]{30,64}|eyJ[\w-]{8,8192}\.[\w-]{0,8192}\.[\w-]{0,8192}(?:\.[\w-]{0,8192}){0,2})/g;
const PRIVATE_KEY =
  /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)/g;
const SLACK_HOOK = /(hooks\.slack\.com\/(?:services|workflows)\/)[A-Za-z0-9/_-]{20,255}/g;
/** A private key once more in base64, as files of clusters have it. */
const PACKED_KEY = /LS0tLS1CRUdJTi[A-Za-z0-9+/=]{16,65536}/g;
/** Up to the last "@" before the path: a password may hold one. */
const URL_PASSWORD = /(:\/\/[^\s/:@]{0,100}:)([^\s/]{1,256})(?=@)/g;
const URL_TOKEN = /(:\/\/)([^\s/:@]{16,256})(?=@)/g;
/** `?sig=…`, `&X-Amz-Signature=…`: whoever has the address has the right. */
const URL_RIGHT = /([?&;](?:[\w-]{1,20}[-_])?(?:sig|signature|key|auth|code|jwt|sas|hmac)=)([^\s&#"'<>]{16,2048})/gi;
const HEADER_VALUE = /(\b(?:bearer|basic|dpop)\s{1,4})([\w.~+/-]{16,8192}={0,2})/gi;
const ASSIGNED_NAME = /pass(?:word|wd|phrase)|pwd|secret|token|[_-]?key|cookie|authorization/i;
/** `password=…`, `"api_key": "…"`, `AccountKey=…;` within a text. */
const ASSIGNED =
  /([\w-]{0,40}(?:password|passwd|passphrase|pwd|secret|token|api[-_]?key|access[-_]?key|account[-_]?key|private[-_]?key)[\w-]{0,20}["']?\s{0,3}(=|:)\s{0,3}["']?)([^\s"',;&<>)}\]]{1,512})/gi;
/** `password="…"`, and within a text within a text `\\"password\\": \\"…\\"`: up to the quote, spaces and all. */
const QUOTED =
  /([\w-]{0,40}(?:password|passwd|passphrase|pwd|secret|token|api[-_]?key|access[-_]?key|account[-_]?key|private[-_]?key)[\w-]{0,20}["']?\s{0,3}[=:]\s{0,3}(["']))((?:(?!\2)[^\\\n]|\\.){1,512})(?=\2)/gi;
const QUOTED_WITHIN =
  /([\w-]{0,40}(?:password|passwd|passphrase|pwd|secret|token|api[-_]?key|access[-_]?key|account[-_]?key|private[-_]?key)[\w-]{0,20}\\{1,3}["']\s{0,3}[=:]\s{0,3}\\{1,3}["'])([^"'\\\n]{1,512})(?=\\{1,3}["'])/gi;
/** `--password …` and `-u name:…` of a command. */
const FLAG =
  /(--?(?:[\w-]{1,20}[-_])?(?:password|passwd|passphrase|pwd|secret|token|api[-_]?key|access[-_]?key)\s{1,3}["']?)([^\s"'-][^\s"']{3,511})/gi;
const FLAG_USER = /(\s(?:-u|--user)[\s=]{1,3}["']?[^\s:"'/]{1,100}:)([^\s"'/]{1,256})/g;
const COOKIES = /((?:set-)?cookie2?["']?\s{0,2}:\s{0,3}["']?)([^\r\n"'=:]{1,100}=[^\r\n"']{1,4096})/gi;
const AUTHORIZATION =
  /(authorization["']?\s{0,2}[:=]\s{0,3}["']?(?:basic|bearer|digest|token|api-?key|key|negotiate|ntlm|hawk|dpop|sharedkey)\s{1,4})([^\s"',;]{1,8192})/gi;
const AWS_ID = /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/;
const AWS_SECRET = /(?<![A-Za-z0-9+/=])[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/=])/g;
/** After "Bearer" no word of a language is as long, whatever characters it has. */
const LONGER_THAN_WORDS = 24;
const NO_VALUE =
  /^(?:true|false|null|none|undefined|required|optional|string|redacted|hidden|\*+|\$\{?\w.*|\[masked:?)$/i;

/** The text with everything that looks like a key masked. */
export function maskSecrets(text: string, found: Found): string {
  let kept = text;
  if (kept.includes("-----BEGIN ")) kept = kept.replace(PRIVATE_KEY, () => found("secret"));
  if (kept.includes("LS0tLS1CRUdJTi")) kept = kept.replace(PACKED_KEY, (whole) => packed(whole, found));
  if (kept.includes("://")) kept = maskAddress(kept, found);
  const hasId = AWS_ID.test(kept);
  kept = kept.replace(KEY_TEXTS, () => found("secret"));
  if (hasId) kept = kept.replace(AWS_SECRET, (whole) => (looksDrawn(whole) ? found("secret") : whole));
  kept = kept.replace(HEADER_VALUE, (whole, before: string, value: string) =>
    value.length >= LONGER_THAN_WORDS || looksDrawn(value) ? before + found("secret") : whole,
  );
  if (kept.includes("-")) kept = maskFlags(kept, found);
  // One look for the words that all of the following begin with: each of them alone would look at every letter again.
  return /[=:]/.test(kept) && ASSIGNED_NAME.test(kept) ? maskAssigned(kept, found) : kept;
}

function maskAddress(text: string, found: Found): string {
  let kept = text.replace(URL_PASSWORD, (whole, before: string, password: string) =>
    isMasked(password) ? whole : before + found("secret"),
  );
  kept = kept.replace(URL_TOKEN, (whole, before: string, token: string) =>
    looksDrawn(token) ? before + found("secret") : whole,
  );
  kept = kept.replace(SLACK_HOOK, (_, before: string) => before + found("secret"));
  return kept.replace(URL_RIGHT, (whole, before: string, value: string) =>
    looksDrawn(value) ? before + found("secret") : whole,
  );
}

function packed(text: string, found: Found): string {
  return Buffer.from(text.slice(0, 80), "base64").toString("latin1").includes("PRIVATE KEY") ? found("secret") : text;
}

function maskFlags(text: string, found: Found): string {
  const kept = text.replace(FLAG, (whole, before: string, value: string) => {
    const isWord = value.length < 8 && !/[\d!#$%*?^~]/.test(value) && !/[a-z][A-Z]/.test(value);
    return isWord || isMasked(value) || NO_VALUE.test(value) ? whole : before + found("secret");
  });
  return kept.replace(FLAG_USER, (whole, before: string, value: string) =>
    isMasked(value) ? whole : before + found("secret"),
  );
}

const isMasked = (value: string) => value.startsWith("[masked");

function maskAssigned(text: string, found: Found): string {
  let kept = text.replace(COOKIES, (_, before: string) => before + found("secret"));
  kept = kept.replace(AUTHORIZATION, (whole, before: string, value: string) =>
    isMasked(value) ? whole : before + found("secret"),
  );
  const quoted = (whole: string, before: string, value: string) => {
    const isCount = isCountName(before.replace(/[\\"'\s=:]+$/, "")) && /^[\d.]+$/.test(value);
    return isCount || isMasked(value) || NO_VALUE.test(value) ? whole : before + found("secret");
  };
  kept = kept.replace(QUOTED, (whole, before: string, _, value: string) => quoted(whole, before, value));
  kept = kept.replace(QUOTED_WITHIN, quoted);
  return kept.replace(ASSIGNED, (whole, before: string, sign: string, value: string) =>
    isAssignedSecret(before, sign, value) ? before + found("secret") : whole,
  );
}

function isAssignedSecret(name: string, sign: string, value: string): boolean {
  // "=" may stand in a comparison; of passwords alone so few characters are taken for one.
  if (value.length < 4 && !(sign === "=" && /pass|pwd/i.test(name) && /^\w+$/.test(value))) return false;
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
