import { createHash } from "node:crypto";
import { canonicalize } from "@/lib/audit";
import { cleanLine } from "@/lib/text";
import { faultOf } from "../bounds";
import type { Signature, Source } from "../schema";
import { LIMITS } from "../terms";
import { type ListedTool, readListing } from "../tools/definition";
import { hashOf } from "../tools/fingerprint";
import type { ServerInput } from "../tools/schema";
import {
  baseName,
  cleanFields,
  type Document,
  type Found,
  type FoundTools,
  isDocument,
  type ReadOptions,
} from "./document";
import type { Entry } from "./file";
import { csvRow, KINDS } from "./kinds";

/** A record of the file that can be imported. */
export interface ReadRecord {
  position: number;
  kind: Source;
  key: string;
  fields: Found["fields"];
  named: { owner: string; sponsor: string; team: string };
  /** What its server lists, in normal form, with the hash of each tool; null for kinds that list none. */
  tools: ReadTools | null;
  warnings: string[];
  signature: { state: Signature; signedBy: string };
  document: Document;
  /** SHA-256 of the document in canonical JSON, hex. */
  digest: string;
}

export interface ReadTools {
  server: ServerInput;
  tools: (ListedTool & { hash: string })[];
  complete: boolean;
}

export interface Rejected {
  position: number;
  kind: Source | "unknown";
  name: string;
  rejected: string;
}

const NOBODY = { owner: "", sponsor: "", team: "" };
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
  const tools = found.tools ? toolsIn(found.tools) : null;
  if (tools && "fault" in tools) return reject(tools.fault, kind.kind);
  return {
    position,
    kind: kind.kind,
    key: found.key,
    fields,
    tools,
    named: found.named ?? NOBODY,
    warnings: [...(found.warnings ?? []), ...warnings],
    signature: found.signature ?? { state: "none", signedBy: "" },
    document,
    digest: createHash("sha256").update(canonicalize(document)).digest("hex"),
  };
}

/** The tools of a document, or why nobody could keep them apart. A document without any says nothing of a server. */
function toolsIn({ server, tools, complete }: FoundTools): ReadTools | null | { fault: string } {
  if (!tools.length) return null;
  const read = readListing(tools, complete);
  if ("fault" in read) return read;
  const { name, address = "", supplier = "" } = server;
  return {
    server: {
      name: cleanLine(name, LIMITS.line) || "server",
      address: cleanLine(address, 500),
      supplier: cleanLine(supplier, LIMITS.line),
      credential: "",
    },
    tools: read.tools.map((tool) => ({ ...tool, hash: hashOf(tool) })),
    complete: read.complete,
  };
}

function nameOf({ value, place }: Entry): string {
  const members = isDocument(value) ? ["name", "title", "name_for_human", "id"].map((key) => value[key]) : [];
  const said = members.find((member) => typeof member === "string" && member !== "");
  const name = typeof said === "string" ? said : place.name || baseName(place.path);
  return cleanFields({ name: name.slice(0, 500) }).fields.name;
}
