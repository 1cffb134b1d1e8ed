/**
 * One value in the many ways people and machines write it: case, Unicode forms, quotes, spacing, number and address forms.
 * Everything here is idempotent: what is normal stays as it is.
 */

// Zero-width characters, joiners, direction marks and tags: invisible, and a favourite for hiding one text in another.
const INVISIBLE = new RegExp(
  [
    "\\u00AD",
    "\\u034F",
    "\\u061C",
    "\\u180E",
    "[\\u200B-\\u200F]",
    "[\\u202A-\\u202E]",
    "[\\u2060-\\u206F]",
    "[\\uFE00-\\uFE0F]",
    "\\uFEFF",
    "[\\u{E0000}-\\u{E007F}]",
  ].join("|"),
  "gu",
);

/** Lower case, compatibility forms folded, invisible characters gone, straight quotes and dashes, single spaces. */
export function plain(text: string): string {
  // Most text is ASCII, and then nothing of this can change it.
  const folded = ASCII.test(text) ? text.toLowerCase().replaceAll("`", "'") : folding(text);
  return folded.replace(/\s+/g, " ").trim();
}

const ASCII = /^[\x20-\x7E\s]*$/;

function folding(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .normalize("NFKC")
    .replace(INVISIBLE, "")
    .normalize("NFKC")
    .replace(/[\u2018\u2019\u201A\u201B\u2032`´]/g, "'")
    .replace(/[\u201C-\u201F\u2033«»]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, "-");
}

/** Letters and digits in single-spaced runs: "Team-building_plan.docx" → "team building plan docx". */
export function spaced(text: string): string {
  return plain(text)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** Letters and digits only: how account and phone numbers compare whatever their grouping. */
export function compact(text: string): string {
  return plain(plain(text).replace(/[^\p{L}\p{N}]+/gu, ""));
}

export function wordsOf(text: string): string[] {
  const words = spaced(text);
  return words === "" ? [] : words.split(" ");
}

/** The words of a name as programs write them, single: "payeeIds" → "payee", "id". */
export function nameWordsOf(name: string): string[] {
  const parted = name
    .slice(0, 300)
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1 $2");
  return wordsOf(parted).map(singular);
}

/** "invoices" → "invoice", "companies" → "company". Words that only look like plurals stay. */
export function singular(word: string): string {
  if (word.length < 4 || /(?:ss|us|is)$/.test(word)) return word;
  if (word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  if (/(?:x|ch|sh)es$/.test(word)) return word.slice(0, -2);
  return word.endsWith("s") ? word.slice(0, -1) : word;
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const MONTH = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\\.?";
/** "May 26th", "26 May". */
export const NAMED_DAY = new RegExp(
  `\\b${MONTH} (\\d{1,2})(?:st|nd|rd|th)?\\b|\\b(\\d{1,2})(?:st|nd|rd|th)?(?: of)? ${MONTH}`,
  "g",
);

// The 13 of "June 13" is no amount and no id.
const DATE_OR_TIME = /\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}:\d{2}(?::\d{2})?\b/g;
const NUMBER = /(?<![\p{L}\p{N}])\d+(?:[ '](?=\d{3}\b)\d{3}|[.,]\d+)*/gu;

/** Every number in a text: "1,100.00", "1.100,00", "1 100" and "1100" are the same number. */
export function numbersIn(text: string): number[] {
  return [...plain(text).replace(DATE_OR_TIME, " ").replace(NAMED_DAY, " ").matchAll(NUMBER)].flatMap(([found]) =>
    numbersOf(found),
  );
}

/** Where a lone separator could part thousands or decimals, both readings. */
function numbersOf(found: string): number[] {
  const joined = found.replace(/[ ']/g, "");
  const marks = joined.replace(/\d/g, "");
  const last = joined.at(-Math.max(1, joined.length - Math.max(joined.lastIndexOf("."), joined.lastIndexOf(","))));
  if (marks === "") return [Number(joined)];
  const asThousands = Number(joined.replace(/[.,]/g, ""));
  const asDecimals = Number([...joined].map((char, at) => decimalChar(char, at, joined, last)).join(""));
  const grouped = /^\d{1,3}(?:[.,]\d{3})+$/.test(joined);
  const readings =
    marks.length === 1 ? (grouped ? [asThousands, asDecimals] : [asDecimals]) : [grouped ? asThousands : asDecimals];
  return readings.filter((each) => Number.isFinite(each));
}

function decimalChar(char: string, at: number, joined: string, last: string | undefined): string {
  if (char !== "." && char !== ",") return char;
  return at === joined.lastIndexOf(last ?? "") ? "." : "";
}

// Bounded and begun only where a word begins: read text may be anything, and must not make these search it over and over.
const EMAIL = /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/gu;
const URL_LIKE =
  /(?<![a-z0-9+.-])(?:[a-z][a-z0-9+.-]{1,12}:\/\/[^\s<>"'()[\]{}|\\^]+|(?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,18}(?::\d{2,5})?(?:[/?#][^\s<>"'()[\]{}|\\^]*)?)/g;
const FILE_NAME =
  /^[^/?#]*\.(?:docx?|xlsx?|pptx?|pdf|txt|csv|md|json|ya?ml|xml|html?|png|jpe?g|gif|svg|zip|gz|tar|log|py|js|ts|sh|sql|ini|cfg|eml|ics|rtf|odt)$/;

/** An e-mail address without its display name, or a URL without scheme, `www.`, fragment and closing marks. */
export function addressForm(text: string): string {
  const value = plain(text);
  const mail = value.match(EMAIL)?.[0];
  if (mail && !value.includes("://")) return mail.replace(/\.+$/, "");
  return value
    .replace(/#.*$/, "")
    .replace(/^(?:[a-z][a-z0-9+.-]{1,12}:\/\/|www\.|\s)+/, "")
    .replace(/[\s/.,;:!?'")\]]+$/, "");
}

/** E-mail addresses and URLs in a text, in the form in which they compare. */
export function addressesIn(text: string): string[] {
  const value = plain(text);
  const mails = [...value.matchAll(EMAIL)].map(([found]) => addressForm(found));
  const urls = [...value.replace(EMAIL, " ").matchAll(URL_LIKE)].map(([found]) => found);
  return [...mails, ...urls.filter((url) => !FILE_NAME.test(url)).map(addressForm)];
}

/** The host of an address form that is a URL; null for an e-mail address and for what is no address. */
export function hostOf(address: string): string | null {
  if (address.includes("@")) return null;
  const host = address.split(/[/?#]/, 1)[0] ?? "";
  return /^(?:[a-z0-9-]+\.)+[a-z]{2,18}(?::\d{2,5})?$/.test(host) ? host : null;
}

// "jane.smith" is a user, "notes.final" a file: a bare name is a place only when it ends as places do.
const KNOWN_ENDS =
  /\.(?:com|org|net|io|dev|app|co|ai|edu|gov|mil|int|info|biz|xyz|online|site|shop|store|cloud|tech|news|blog|page|link|live|world|agency|bank|health|travel|email|group|team|space|website|club|pro|top|icu|zip|mobi|name|example|test|invalid|local|localhost|internal|[a-z]{2})(?::\d+)?$/;

/** What a value looks like: it decides how values compare. */
export type Shape = "mail" | "url" | "date" | "account" | "text";

const shapes = new Map<string, Shape>();
const MOST_SHAPES = 20_000;
const LONGEST_SHAPED = 2_000;

export function shapeOf(value: string): Shape {
  if (value.length > LONGEST_SHAPED) return "text";
  let shape = shapes.get(value);
  if (!shape) {
    if (shapes.size >= MOST_SHAPES) shapes.clear();
    shape = findShape(plain(value));
    shapes.set(value, shape);
  }
  return shape;
}

const DATE = /^\d{4}-\d{2}-\d{2}(?:[t ]\d{2}:\d{2}.*)?$|^\d{1,2}[./]\d{1,2}[./]\d{2,4}$|^\d{1,2}:\d{2}$/;

function findShape(text: string): Shape {
  if (text.includes("@") && !text.includes("://")) return text.match(EMAIL)?.length === 1 ? "mail" : "text";
  const digits = text.length - text.replace(/\d/g, "").length;
  if (digits >= 3 && DATE.test(text)) return "date";
  if (text.includes(".") && isPlace(text)) return "url";
  if (digits < 6) return "text";
  const length = compact(text).length;
  return length >= 8 && length <= 64 && digits * 3 >= length ? "account" : "text";
}

function isPlace(text: string): boolean {
  if (/\s/.test(text) || FILE_NAME.test(text)) return /^[a-z][a-z0-9+.-]{1,12}:\/\/\S/.test(text);
  const address = addressForm(text);
  const host = hostOf(address);
  return (
    host !== null && (address.includes("/") || text.startsWith("www.") || KNOWN_ENDS.test(host) || text.includes("://"))
  );
}

/** An e-mail address, alone or with the name before it. */
export const isMail = (value: string) => shapeOf(value) === "mail";
export const isUrl = (value: string) => shapeOf(value) === "url";
/** An IBAN, a card, a wallet, a long account or phone number: many digits in one run, whatever groups it. */
export const isAccount = (value: string) => shapeOf(value) === "account";

/** Days in a text as month and day, "05-26": the year is rarely said. Days like 5/4/2024 count in both orders. */
export function daysIn(text: string): string[] {
  const value = plain(text);
  const days = [...value.matchAll(/\b\d{4}[-/.](\d{1,2})[-/.](\d{1,2})/g)].map(([, month, day]) =>
    dayForm(Number(month), Number(day)),
  );
  for (const [, month, day, dayFirst, monthLast] of value.matchAll(NAMED_DAY)) {
    days.push(dayForm(MONTHS.indexOf((month ?? monthLast ?? "").slice(0, 3)) + 1, Number(day ?? dayFirst)));
  }
  for (const [, one, two] of value.matchAll(/\b(\d{1,2})[/.](\d{1,2})[/.]\d{2,4}\b/g)) {
    days.push(dayForm(Number(one), Number(two)), dayForm(Number(two), Number(one)));
  }
  return days;
}

function dayForm(month: number, day: number): string {
  return `${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}
