import type { PayloadRow } from "../views";
import type { Leaf } from "./leaves";
import { hasWord, wordSet, wordsIn } from "./names";

export type Kind = PayloadRow["kind"];

/** What a tool's accepted schema says of one argument: a server's word, good for how a value is shown and for nothing else. */
export interface SchemaHint {
  format: string | null;
  /** The server's words on it; untrusted. */
  says: string | null;
}

const AMOUNT = wordSet("amount price total sum fee budget bid cost payment balance");
const RECIPIENT = wordSet(
  "to cc bcc recipient recipients mail email participant attendee invitee payee beneficiary receiver phone mobile msisdn contact guest assignee user username member channel sendto",
);
const ACCOUNT = wordSet("iban account wallet bic swift routing bban sortcode card creditor debtor");
const ADDRESS = wordSet("url uri link href endpoint webhook host hostname domain website callback redirect");
const DATE = wordSet("date time datetime deadline due start end until from expires at on day when timestamp");
const COMMAND = wordSet("command cmd shell exec args argv bash powershell");
const CODE = wordSet("code script sql query expression program statement html xml json yaml regex template patch diff");

const MAIL = /^[^\s@<>"]{1,64}@[^\s@<>"]{1,255}$|^[^<>\n]{0,100}<[^\s@<>]{1,64}@[^\s@<>]{1,255}>$/;
const PHONE = /^\+?[\d\s().-]{6,24}$/;
const IBAN = /^[A-Za-z]{2}\d{2}(?: ?[A-Za-z0-9]){11,30}$/;
const URL_SHAPE = /^(?:[a-z][a-z0-9+.-]{1,30}:\/\/|javascript:|data:|mailto:|file:|vbscript:)/i;
const DATE_SHAPE =
  /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?\s?(?:Z|[+-]\d{2}:?\d{2})?(?:\[[\w/+-]{1,40}\])?)?$/i;
const NUMERIC = /^[+-]?\d[\d\s.,'\u00a0\u202f\u2009]*$/;

const FORMATS: Readonly<Record<string, Kind>> = {
  email: "recipient",
  "idn-email": "recipient",
  uri: "address",
  url: "address",
  iri: "address",
  hostname: "address",
  date: "date",
  "date-time": "date",
};

/** How a value is shown: by its own shape first, then by its name, then by what the tool's schema says. Never by what it means. */
export function kindOf(leaf: Leaf, hint: SchemaHint | null): Kind {
  const { value } = leaf;
  if (leaf.empty !== null || value === null) return "none";
  if (typeof value === "boolean") return "flag";
  const words = wordsOf(leaf);
  if (typeof value === "number") return hasWord(words, AMOUNT) || currencyBeside(leaf) ? "amount" : "number";
  return byShape(value) ?? byName(value, words, leaf) ?? byFormat(hint) ?? "text";
}

/** Of the name itself, and where a list's entry has none, of the list's. */
export function wordsOf(leaf: Leaf): string[] {
  return wordsIn(leaf.names.filter((name) => !/^\d+$/.test(name)).at(-1) ?? "");
}

function byShape(value: string): Kind | null {
  if (value.length > 2_100) return null;
  // An address may hold an @ to mislead: its scheme says what it is.
  if (URL_SHAPE.test(value)) return value.toLowerCase().startsWith("mailto:") ? "recipient" : "address";
  if (MAIL.test(value) && /@[^@]*\.|@localhost/.test(value)) return "recipient";
  if (isMailList(value)) return "recipient";
  if (IBAN.test(value)) return "account";
  if (DATE_SHAPE.test(value)) return "date";
  return moneyIn(value) ? "amount" : null;
}

function isMailList(value: string): boolean {
  if (!/[,;]/.test(value)) return false;
  const parts = value.split(/[,;]/).map((part) => part.trim());
  return parts.length > 1 && parts.every((part) => MAIL.test(part));
}

function byName(value: string, words: readonly string[], leaf: Leaf): Kind | null {
  if (hasWord(words, COMMAND)) return "command";
  if (hasWord(words, CODE) && /[\s(){};=<>]/.test(value)) return "code";
  const isShort = value.length <= 200 && !value.includes("\n");
  if (!isShort) return null;
  if (NUMERIC.test(value) && (hasWord(words, AMOUNT) || currencyBeside(leaf))) return "amount";
  if (hasWord(words, ACCOUNT) && /\d/.test(value)) return "account";
  if (hasWord(words, ADDRESS)) return "address";
  if (hasWord(words, RECIPIENT) || (hasWord(words, wordSet("tel fax")) && PHONE.test(value))) return "recipient";
  return hasWord(words, DATE) && /\d{1,4}[-/.]\d{1,2}|\d{1,2}:\d{2}/.test(value) ? "date" : null;
}

function byFormat(hint: SchemaHint | null): Kind | null {
  return hint?.format && Object.hasOwn(FORMATS, hint.format) ? (FORMATS[hint.format] as Kind) : null;
}

const CODES = wordSet(
  `AED ARS AUD BGN BRL BTC CAD CHF CLP CNY COP CZK DKK EGP ETH EUR GBP HKD HUF IDR ILS INR ISK JPY KES KRW KWD MAD MXN MYR NGN NOK NZD
  PEN PHP PKR PLN QAR RON RSD RUB SAR SEK SGD THB TRY TWD UAH USD USDC USDT VND ZAR`,
);
const SIGNS: Readonly<Record<string, string>> = {
  "€": "EUR",
  "£": "GBP",
  "¥": "JPY or CNY",
  $: "a dollar",
  kr: "a krone",
};

/** "1,200.00 NOK" or "€ 40" as one text: its currency; null when the text is not an amount. */
function moneyIn(text: string): string | null {
  const found = /^\s*([A-Za-z]{3,4}|[€£¥$]|kr\.?)?\s*[+-]?\d[\d\s.,']*\s*([A-Za-z]{3,4}|[€£¥$]|kr\.?)?\s*$/.exec(
    text.slice(0, 60),
  );
  if (!found || text.length > 60) return null;
  const [, before, after] = found;
  const said = before ?? after;
  if (!said || (before && after)) return null;
  return CODES.has(said.toUpperCase()) ? said.toUpperCase() : (SIGNS[said.replace(".", "")] ?? null);
}

/** The currency that stands beside an amount, as it is written there; null: none does. */
function currencyBeside(leaf: Leaf): string | null {
  for (const [name, value] of Object.entries(leaf.siblings)) {
    if (typeof value !== "string" || value.length > 12 || value === leaf.value) continue;
    if (hasWord(wordsIn(name), wordSet("currency ccy valuta"))) return value;
  }
  return null;
}

/** Names that count in the hundredth part: "amount_cents", "priceMinor". */
export function isMinor(leaf: Leaf): boolean {
  return hasWord(wordsOf(leaf), wordSet("cent pence penny minor øre öre ore subunit"));
}

/** The currency of an amount, within its text or beside it. */
export function unitOfAmount(leaf: Leaf): string | null {
  return (typeof leaf.value === "string" ? moneyIn(leaf.value) : null) ?? currencyBeside(leaf);
}
