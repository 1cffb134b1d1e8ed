import { createHash } from "node:crypto";
import { canonicalize } from "@/lib/audit";
import type { Signature, Source } from "../schema";
import { baseName, cleanFields, type Document, type Found, isDocument, type ReadOptions } from "./document";
import type { Entry } from "./file";
import { csvRow, KINDS } from "./kinds";

/** A record of the file that can be imported. */
export interface ReadRecord {
  position: number;
  kind: Source;
  key: string;
  fields: Found["fields"];
  named: { owner: string; sponsor: string; team: string };
  warnings: string[];
  signature: { state: Signature; signedBy: string };
  document: Document;
  /** SHA-256 of the document in canonical JSON, hex. */
  digest: string;
}
export interface Rejected {
  position: number;
  kind: Source | "unknown";
  name: string;
  rejected: string;
}

const NOBODY = { owner: "", sponsor: "", team: "" };
const BOUNDS = { depth: 64, members: 50_000, bytes: 1_000_000 };
const KEY_MAX = 500;

/** The record that an entry is, or the reason why it is none. Never throws for what a file may hold. */
export async function recognise(entry: Entry, options: ReadOptions): Promise<ReadRecord | Rejected> {
  const { position } = entry;
  const reject = (rejected: string, kind: Rejected["kind"] = "unknown"): Rejected => {
    return { position, kind, name: nameOf(entry), rejected };
  };
  if (entry.fault) return reject(entry.fault);
  if (!isDocument(entry.value)) return reject("Not a record: a JSON object was expected.");
  const fault = faultOf(entry.value);
  if (fault) return reject(fault);
  const document = entry.value;
  const kind = entry.csv ? csvRow : KINDS.find((candidate) => candidate.detect(document));
  if (!kind) return reject("Not a kind of record that is known here.");
  const found = await kind.read(document, entry.place, options);
  if ("rejected" in found) return reject(entry.csv ? `Line ${position}: ${found.rejected}` : found.rejected, kind.kind);
  const { fields, warnings } = cleanFields(found.fields);
  if (!fields.name) return reject("Its name has no visible character.", kind.kind);
  if (found.key.length > KEY_MAX) return reject(`Its identity is longer than ${KEY_MAX} characters.`, kind.kind);
  return {
    position,
    kind: kind.kind,
    key: found.key,
    fields,
    named: found.named ?? NOBODY,
    warnings: [...(found.warnings ?? []), ...warnings],
    signature: found.signature ?? { state: "none", signedBy: "" },
    document,
    digest: createHash("sha256").update(canonicalize(document)).digest("hex"),
  };
}

/** What would break storing the document: depth, size, characters that PostgreSQL cannot hold, keys that poison objects. */
function faultOf(document: Document): string | null {
  let level: unknown[] = [document];
  let members = 0;
  let size = 0;
  for (let depth = 0; level.length; depth++) {
    if (depth > BOUNDS.depth) return `Nested deeper than ${BOUNDS.depth} levels.`;
    const below: unknown[] = [];
    for (const value of level) {
      const fault = typeof value === "string" ? textFault(value) : null;
      if (fault) return fault;
      if (typeof value === "string") size += value.length;
      if (typeof value === "number" && !Number.isFinite(value)) return "Holds a number that JSON cannot say.";
      if (typeof value !== "object" || value === null) continue;
      for (const [key, inner] of Object.entries(value)) {
        const keyFault = key === "__proto__" ? 'Holds a member named "__proto__".' : textFault(key);
        if (keyFault) return keyFault;
        size += key.length + 4;
        members += 1;
        below.push(inner);
      }
      if (members > BOUNDS.members) return `Holds more than ${BOUNDS.members} members.`;
      if (size > BOUNDS.bytes) return "Larger than 1 MB.";
    }
    level = below;
  }
  return size > BOUNDS.bytes ? "Larger than 1 MB." : null;
}

function textFault(text: string): string | null {
  if (text.includes("\u0000")) return "Holds a NUL character, which cannot be stored.";
  return text.isWellFormed() ? null : "Holds half of a character (a lone surrogate).";
}

function nameOf({ value, place }: Entry): string {
  const members = isDocument(value) ? ["name", "title", "name_for_human", "id"].map((key) => value[key]) : [];
  const said = members.find((member) => typeof member === "string" && member !== "");
  const name = typeof said === "string" ? said : place.name || baseName(place.path);
  return cleanFields({ name: name.slice(0, 500) }).fields.name;
}
