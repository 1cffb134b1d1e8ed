import { ibanLength, passesLuhn, passesMod97 } from "./check-digits";
import type { Found } from "./kinds";
import { maskNationalIds } from "./national-ids";

/** Without seven digits near each other there is no number of a person in a text. */
const DIGITS = /\d(?:[ ()./-]{0,3}\d){6}|[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]|[A-Z]{2}\d{2}[ ]?[A-Z]{4}/i;
const LOCAL = /[A-Za-z0-9.!#$%&'*+/=?^_`{|}~\u00a1-\uffff-]/;
const MAX_LOCAL = 64;
const DOMAIN =
  /(?:[a-z0-9\u00a1-\uffff](?:[a-z0-9\u00a1-\uffff-]{0,62})\.){1,8}[a-z\u00a1-\uffff][a-z0-9\u00a1-\uffff-]{1,62}/iy;

/** As it stands in the query of an address. */
const EMAIL_IN_ADDRESS = /[A-Za-z0-9._%+-]{1,64}%40(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,63}/gi;

/** The text with what identifies or reaches a person masked. */
export function maskPersonal(text: string, found: Found): string {
  if (!/[^\0-\x7e]/.test(text)) return maskPlain(text, found);
  // What is found is kept in plain writing; what holds nothing stays as it was.
  const plain = plainWriting(text);
  const kept = maskPlain(plain, found);
  return kept === plain ? text : kept;
}

/** Spaces and hyphens that do not break, figures of full width and marks without any width: copied from pages, meant as plain ones. */
function plainWriting(text: string): string {
  return text
    .replace(/[\u00a0\u2007\u2009\u202f]/g, " ")
    .replace(/[\u2010-\u2013\u2212]/g, "-")
    .replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, "")
    .replace(/[\uff10-\uff19\uff20]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
}

function maskPlain(text: string, found: Found): string {
  let kept = text.includes("@") ? maskEmails(text, found) : text;
  if (kept.includes("%40")) kept = kept.replace(EMAIL_IN_ADDRESS, () => found("email"));
  if (!DIGITS.test(kept)) return kept;
  kept = maskIbans(kept, found);
  kept = maskCards(kept, found);
  kept = maskNationalIds(kept, found);
  return maskPhones(kept, found);
}

// From each "@" outwards: a pattern from the left would look at every letter of a long text again and again.
function maskEmails(text: string, found: Found): string {
  let kept = "";
  let from = 0;
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
    let start = at;
    while (start > from && at - start < MAX_LOCAL && LOCAL.test(text[start - 1] ?? "")) start--;
    while (start < at && /[.'/=]/.test(text[start] ?? "")) start++;
    DOMAIN.lastIndex = at + 1;
    if (start === at || !DOMAIN.test(text)) continue;
    kept += text.slice(from, start) + found("email");
    from = DOMAIN.lastIndex;
    at = from - 1;
  }
  return kept + text.slice(from);
}

const IBAN = /(?<![A-Za-z0-9])([A-Z]{2})\d{2}(?:[ -]?[A-Z0-9]{1,4}){3,9}(?![A-Za-z0-9])/gi;

function maskIbans(text: string, found: Found): string {
  return text.replace(IBAN, (whole, country: string) => {
    const length = ibanLength(country.toUpperCase());
    if (!length) return whole;
    // What follows the account number in the same run is no part of it.
    let end = 0;
    let compact = "";
    while (end < whole.length && compact.length < length) {
      const character = whole[end++] ?? "";
      if (character !== " " && character !== "-") compact += character.toUpperCase();
    }
    if (compact.length !== length || /[A-Za-z0-9]/.test(whole[end] ?? "") || !passesMod97(compact)) return whole;
    return found("iban") + whole.slice(end);
  });
}

/** Also as a part of a path (`/cards/4111…/charge`), and behind a name (`card_4111…`); not within a row of numbers. */
const CARD = /(?<![A-Za-z\d.+-]|\d[/_])\d(?:[ -]?\d){11,18}(?!\w|-\d|\.\d)/g;
/** Issuers' ranges with the lengths that they give (ISO/IEC 7812). */
const ISSUED =
  /^(?:4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11}|35(?:2[89]|[3-8]\d)\d{12}|6(?:011|4[4-9]\d|5\d\d)\d{12}|62\d{14}|(?:5018|5020|5038|6304|6759|676[1-3])\d{8,15})$/;

function maskCards(text: string, found: Found): string {
  return text.replace(CARD, (whole) => {
    return isGrouped(whole) && isCard(whole.replace(/[ -]/g, "")) ? found("card") : whole;
  });
}

/** Whether these digits are the number of a card that could be issued. */
export function isCard(digits: string): boolean {
  return ISSUED.test(digits) && passesLuhn(digits);
}

// Cards are written in one piece, or in groups of four to six; "2026 11 21 …" is a row of numbers.
function isGrouped(written: string): boolean {
  const groups = written.split(/[ -]/);
  return groups.length === 1 || groups.slice(0, -1).every((one) => one.length >= 4 && one.length <= 7);
}

const INTERNATIONAL = /(?<![\w+.=-])(?:\+|00(?=[1-9]\d{0,2}[ ./-]))[1-9](?:[ ./-]?\(?\d\)?){6,14}(?![\w]|-\d)/g;
const NORTH_AMERICA =
  /(?<![\w#./-]|# )(?:1[-. ])?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}([-. ]))[2-9]\d{2}[-. ]\d{4}(?![\w-]|\.\d)/g;
const WITH_TRUNK_ZERO =
  /(?<![\w.,#:/-])(?:\(0[1-9]\d{0,4}\)|0[1-9]\d{0,4})[ /-](?:\d{1,8}[ -]?){1,5}(?<=\d)(?![\w-]|[.,:/]\d)/g;

function maskPhones(text: string, found: Found): string {
  return text
    .replace(INTERNATIONAL, (whole) => (digitsOf(whole) >= 8 && digitsOf(whole) <= 17 ? found("phone") : whole))
    .replace(NORTH_AMERICA, () => found("phone"))
    .replace(WITH_TRUNK_ZERO, (whole) => {
      const count = digitsOf(whole);
      return count >= 9 && count <= 12 ? found("phone") : whole;
    });
}

function digitsOf(text: string): number {
  return text.replace(/\D/g, "").length;
}

const V4 = /(?<![\w.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\w]|\.\d)/g;
const V6 =
  /(?<![\w:.])(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){7}|(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,6})?::(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,6})?)(?![\w:.])/gi;

/** The text with IP addresses masked: versions and section numbers may look like one, so only where it is asked for. */
export function maskAddresses(text: string, found: Found): string {
  const kept = text.replace(V4, () => found("ip"));
  return kept.includes(":") ? kept.replace(V6, (whole) => (/[0-9a-f]/i.test(whole) ? found("ip") : whole)) : kept;
}

const NAMED: readonly (readonly [name: RegExp, value: RegExp, kind: "phone" | "national_id"])[] = [
  [
    /(?:^|[-_ .])(?:tele)?(?:phone|mobile|msisdn|tel|fax)(?:[-_ ]?(?:number|no|nr))?$|phone(?:number)?$/i,
    /^[\d\s()+./-]{6,24}$/,
    "phone",
  ],
  [
    /(?:^|[-_ .])(?:ssn|nino|nhs[-_ ]?number|social[-_ ]?security(?:[-_ ]?number)?|tax[-_ ]?id|passport(?:[-_ ]?(?:number|no))?|national[-_ ]?id|bsn|pesel)$/i,
    /^[A-Z0-9][A-Z0-9 ./-]{4,24}$/i,
    "national_id",
  ],
];

/** What a field's name says its value is; null where it says nothing. */
export function namedKind(name: string, value: string): "phone" | "national_id" | null {
  if (!/\d{2}/.test(value)) return null;
  return NAMED.find(([names, values]) => names.test(name) && values.test(value))?.[2] ?? null;
}
