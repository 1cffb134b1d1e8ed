import { gunzipSync } from "node:zlib";
import { parse as parseCsv } from "csv-parse/sync";
import { parseAllDocuments } from "yaml";
import { CountersignError } from "@/lib/errors";
import { isDocument, type Place } from "./document";
import { KINDS } from "./kinds";
import { columnOf } from "./kinds/csv";

/** One record of a file: a value to be recognised, or why there is none. */
export interface Entry {
  /** 1-based: the line for CSV and JSON Lines, the record's number otherwise. */
  position: number;
  place: Place;
  value?: unknown;
  /** Made by the CSV reader, so that no other kind is asked. */
  csv?: boolean;
  fault?: string;
}

export const FILE_LIMITS = { bytes: 50 * 1024 * 1024, entries: 100_000 } as const;

/**
 * The records of a file: JSON, JSON Lines, YAML, Markdown with front matter or CSV, each possibly in gzip. Which one it is, its
 * content decides. Lists and the usual wrappers are opened.
 * @throws CountersignError `too_large`, or `invalid` with the line where a whole file cannot be read
 */
export function readFile(fileName: string, bytes: Uint8Array): Entry[] {
  const content = decode(unpack(bytes)).trimEnd();
  const path = fileName.replace(/\.gz$/i, "");
  if (content.trim() === "") throw unreadable("The file is empty.");
  const entries = entriesOf(path, content);
  if (!entries.length) throw unreadable("The file holds no records.");
  if (entries.length > FILE_LIMITS.entries) {
    throw new CountersignError("too_large", `More than ${FILE_LIMITS.entries} records: split the file.`);
  }
  return entries;
}

function entriesOf(path: string, content: string): Entry[] {
  const start = content.trimStart();
  const place = { path, name: "" };
  if (/\.(jsonl|ndjson)$/i.test(path)) return lines(content);
  if (start.startsWith("{") || start.startsWith("[")) return json(content, place);
  if (/^---\s*\n/.test(start) && /\.(md|markdown)$/i.test(path)) return [workflow(start, place)];
  if (/\.ya?ml$/i.test(path)) return numbered(yaml(start).flatMap((value) => open(value, place)));
  return csv(content);
}

/** Gzip is known by its first bytes. The limit holds for what comes out of it: a bomb is stopped while it unfolds. */
function unpack(bytes: Uint8Array): Uint8Array {
  const tooLarge = () => new CountersignError("too_large", "The file is larger than 50 MB: split it.");
  if (bytes.byteLength > FILE_LIMITS.bytes) throw tooLarge();
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: FILE_LIMITS.bytes });
  } catch (error) {
    if ((error as { code?: unknown }).code === "ERR_BUFFER_TOO_LARGE") throw tooLarge();
    throw unreadable("The file begins like gzip and cannot be unpacked: it is damaged or cut off.");
  }
}

function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw unreadable("The file is not UTF-8 text (it looks like Latin-1 or a binary file): save it as UTF-8.");
  }
}

function json(content: string, place: Place): Entry[] {
  try {
    return numbered(open(JSON.parse(content), place));
  } catch (error) {
    // Several documents, one per line, are JSON Lines under another name.
    const [first = "", second = ""] = content.split("\n", 2);
    if (second.trim() !== "" && isJson(first)) return lines(content);
    throw unreadable(`The file is not valid JSON: ${whereOf(error, content)}.`);
  }
}

function lines(content: string): Entry[] {
  return content.split("\n").flatMap((line, index): Entry[] => {
    if (line.trim() === "") return [];
    const position = index + 1;
    const place = { path: "", name: "" };
    try {
      return open(JSON.parse(line), place).map((entry) => ({ ...entry, position }));
    } catch (error) {
      return [{ position, place, fault: `Line ${position} is not valid JSON: ${whereOf(error, line)}.` }];
    }
  });
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

/** "line 3, column 7", from the position that V8 gives; the end of the text where it gives none. */
function whereOf(error: unknown, content: string): string {
  if (error instanceof RangeError) return "it is nested too deeply";
  const offset = /position (\d+)/.exec(error instanceof Error ? error.message : "")?.[1];
  if (offset === undefined) return "it ends too early";
  const before = content.slice(0, Number(offset));
  return `line ${before.split("\n").length}, column ${before.length - before.lastIndexOf("\n")}`;
}

function yaml(content: string): unknown[] {
  const documents = parseAllDocuments(content, { maxAliasCount: 50 } as object);
  if (!Array.isArray(documents)) return [];
  return documents.map((document) => {
    const [error] = document.errors;
    if (error) throw unreadable(`The file is not valid YAML: line ${error.linePos?.[0].line ?? 1}.`);
    try {
      return document.toJS({ maxAliasCount: 50 });
    } catch {
      throw unreadable("The YAML refers to itself too often to be read safely.");
    }
  });
}

function workflow(content: string, place: Place): Entry {
  const end = content.indexOf("\n---", 3);
  if (end < 0) throw unreadable("The front matter has no closing line of three dashes.");
  const [frontmatter] = yaml(content.slice(content.indexOf("\n") + 1, end));
  const instructions = content.slice(content.indexOf("\n", end + 1) + 1);
  return { position: 1, place, value: { frontmatter: frontmatter ?? {}, instructions } };
}

function csv(content: string): Entry[] {
  try {
    const rows = parseCsv(content, {
      bom: true,
      delimiter: delimiterOf(content),
      relax_column_count: true,
      skip_empty_lines: true,
      info: true,
      max_record_size: 1_000_000,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    const [head, ...body] = rows;
    const columns = head?.record.map(columnOf) ?? [];
    if (!columns.includes("name")) {
      throw unreadable(
        'Not a kind of file that is known here. A CSV needs a first line of headers with a column "name".',
      );
    }
    return body.map(({ record, info }) => csvEntry(columns, record, info.lines));
  } catch (error) {
    if (error instanceof CountersignError) throw error;
    const line = (error as { lines?: unknown }).lines;
    throw unreadable(`The file is not valid CSV${typeof line === "number" ? `: line ${line}` : ""}.`);
  }
}

/** The one of comma, semicolon and tab that the line of headers uses most. */
function delimiterOf(content: string): string {
  const head = content.slice(0, 10_000).split("\n", 1)[0] ?? "";
  const uses = (delimiter: string) => head.split(delimiter).length;
  return [",", ";", "\t"].reduce((best, delimiter) => (uses(delimiter) > uses(best) ? delimiter : best));
}

function csvEntry(columns: (string | null)[], record: string[], position: number): Entry {
  const place = { path: "", name: "" };
  if (record.length !== columns.length) {
    const fault = `Line ${position} has ${record.length} cells, the first line ${columns.length}.`;
    return { position, place, fault };
  }
  const cells = columns.flatMap((column, index) => (column ? [[column, record[index] ?? ""] as const] : []));
  return { position, place, csv: true, value: Object.fromEntries(cells) };
}

type Opened = Pick<Entry, "place" | "value">;

/** Opens lists and wrappers around records, two deep at most: what is inside is then recognised or not. */
function open(value: unknown, place: Place, depth = 0): Entry[] {
  return opened(value, place, depth).map((entry, index) => ({ ...entry, position: index + 1 }));
}

function opened(value: unknown, place: Place, depth: number): Opened[] {
  if (depth > 3) return [{ place, value }];
  const again = (inner: unknown, at: Place = place) => opened(inner, at, depth + 1);
  if (Array.isArray(value)) return value.flatMap((inner) => again(inner));
  if (!isDocument(value)) return [{ place, value }];
  const path = [value.path, value._path].find((candidate) => typeof candidate === "string");
  const here = { ...place, path: path ?? place.path };
  // What a kind knows as a record is not a wrapper, whatever its members are called.
  if (KINDS.some((kind) => kind.detect(value))) return [{ place: here, value }];
  for (const wrapper of ["doc", "manifest", "server", "agentCard"]) {
    if (isDocument(value[wrapper])) return again(value[wrapper], here);
  }
  const collections = ["servers", "remote_servers", "registry", "agents", "items", "records", "data"];
  const found = collections.filter((name) => Array.isArray(value[name]) || isMapOfRecords(value[name]));
  if (!found.length) return [{ place: here, value }];
  return found.flatMap((name) => {
    const held = value[name];
    if (Array.isArray(held)) return held.flatMap((inner) => again(inner));
    return Object.entries(held as object).flatMap(([key, inner]) => again(inner, { ...place, name: key }));
  });
}

function isMapOfRecords(value: unknown): boolean {
  return isDocument(value) && Object.keys(value).length > 0 && Object.values(value).every(isDocument);
}

function numbered(entries: Entry[]): Entry[] {
  return entries.map((entry, index) => ({ ...entry, position: index + 1 }));
}

function unreadable(message: string): CountersignError {
  return new CountersignError("invalid", message, [{ path: "file", message }]);
}
