import { domainToUnicode } from "node:url";
import { isMinor, type Kind, unitOfAmount } from "./kinds";
import type { Leaf } from "./leaves";

const OFFSET = /(Z|[+-]\d{2}:?\d{2})(\[[^\]]{1,40}\])?$/i;
const HAS_TIME = /\d{1,2}:\d{2}/;

/** What makes a value complete: the currency of an amount, the zone of a date. Exactly what is written, never converted. */
export function unitOf(leaf: Leaf, kind: Kind): string | null {
  if (kind === "amount") {
    const currency = unitOfAmount(leaf);
    if (isMinor(leaf)) return currency ? `${currency}, in hundredths` : "in hundredths, no currency given";
    return currency ?? "no currency given";
  }
  if (kind === "date" && typeof leaf.value === "string") {
    const offset = OFFSET.exec(leaf.value);
    if (offset)
      return offset[2] ? offset[2].slice(1, -1) : offset[1]?.toUpperCase() === "Z" ? "UTC" : `UTC${offset[1]}`;
    return HAS_TIME.test(leaf.value) ? "no time zone given" : null;
  }
  return null;
}

/** How the value is to be read, in words beside it; null where it says itself all there is. */
export function readingOf(leaf: Leaf, kind: Kind): string | null {
  if (typeof leaf.value !== "string") return null;
  if (kind === "date") return instantIn(leaf.value);
  if (kind === "address") return destinationOf(leaf.value);
  return kind === "account" ? checkDigits(leaf.value) : null;
}

/** The same instant in UTC, where the text has an offset of its own. */
function instantIn(text: string): string | null {
  if (!HAS_TIME.test(text) || !OFFSET.test(text)) return null;
  const at = new Date(text.replace(/\[[^\]]*\]$/, "").replace(" ", "T"));
  if (Number.isNaN(at.getTime())) return "no such date";
  return /Z$/i.test(text)
    ? null
    : `${at
        .toISOString()
        .replace("T", " ")
        .replace(/:\d{2}\.\d{3}Z$/, "")} UTC`;
}

/** Where an address leads, as a browser reads it: the host after whatever stands before it to mislead. */
function destinationOf(text: string): string | null {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text.trim())?.[1]?.toLowerCase();
  if (scheme === "javascript" || scheme === "vbscript") return "no web address: a script that runs where it is opened";
  if (scheme === "data") return "no web address: content of its own that opens as a page";
  if (!URL.canParse(text)) return null;
  const { hostname, username, port } = new URL(text);
  if (hostname === "") return null;
  const decoded = hostname.includes("xn--") ? domainToUnicode(hostname) : "";
  const shown = decoded && decoded !== hostname ? `${hostname}, written “${decoded}”` : hostname;
  const named = username ? `; “${username.slice(0, 60)}” before the @ is a user name, not the place` : "";
  return `leads to ${shown}${port ? `, port ${port}` : ""}${named}`;
}

/** ISO 13616: the check digits of an IBAN fit, or somebody mistyped or made it up. */
function checkDigits(text: string): string | null {
  const compact = text.replace(/\s/g, "").toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(compact)) return null;
  const digits = [...(compact.slice(4) + compact.slice(0, 4))].map((one) => Number.parseInt(one, 36)).join("");
  let rest = 0;
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % 97;
  return rest === 1 ? null : "an IBAN whose check digits do not fit";
}
