import { cleanLine, cleanLines } from "@/lib/text";
import type { AgentFields, Signature, Source } from "../schema";
import { LIMITS } from "../terms";

/** A record of somebody else's making. Nothing about it is known but that it is a JSON object within bounds. */
export type Document = { readonly [key: string]: unknown };

/** Where a document stood: for keys and names of kinds whose documents do not name themselves. */
export interface Place {
  /** The path that a wrapper or the file itself gives it; empty when unknown. */
  path: string;
  /** The name under which a map of records held it; empty when unknown. */
  name: string;
}

/** What a kind found in a document. Fields that the document does not state are absent, never guessed. */
export interface Found {
  key: string;
  fields: { name: string } & Partial<Omit<AgentFields, "name">>;
  warnings?: string[];
  signature?: { state: Signature; signedBy: string };
  /** The tools that the document lists (V4), as the server says them. */
  tools?: FoundTools;
  /** Who and which team a CSV names, to be looked up. */
  named?: { owner: string; sponsor: string; team: string };
}

/** A listing within a document. Tools are whole values of a `tools/list` answer, or what comes nearest to them. */
export interface FoundTools {
  server: { name: string; address?: string; supplier?: string };
  tools: readonly unknown[];
  /** One page of several: what it does not name is not gone. */
  complete: boolean;
}
type Reading = Found | { rejected: string };

/** One kind of source. To add the next: one file of this shape, its id in terms.ts, one line in kinds/index.ts, a fixture. */
export interface Kind {
  kind: Source;
  /** Whether this document is of the kind: by what only this kind has. Kinds are asked in order, first wins. */
  detect: (document: Document) => boolean;
  read: (document: Document, place: Place, options: ReadOptions) => Reading | Promise<Reading>;
}

export interface ReadOptions {
  /** Public keys that the operator trusts for signatures (JWKS). Keys that a document points at are never fetched. */
  trustedKeys: readonly { readonly [member: string]: unknown }[];
}

export function isDocument(value: unknown): value is Document {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The member as text, empty when it is anything else. Own members only: nothing is inherited from a prototype. */
export function text(document: Document | undefined, key: string): string {
  const value = member(document, key);
  return typeof value === "string" ? value.trim() : "";
}

export function part(document: Document | undefined, key: string): Document | undefined {
  const value = member(document, key);
  return isDocument(value) ? value : undefined;
}

export function list(document: Document | undefined, key: string): unknown[] {
  const value = member(document, key);
  return Array.isArray(value) ? value : [];
}

export function parts(document: Document | undefined, key: string): Document[] {
  return list(document, key).filter(isDocument);
}

export function texts(values: readonly unknown[]): string[] {
  return values.filter((value) => typeof value === "string");
}

export function has(document: Document, key: string): boolean {
  return Object.hasOwn(document, key);
}

function member(document: Document | undefined, key: string): unknown {
  return document && Object.hasOwn(document, key) ? document[key] : undefined;
}

/** The host of a web address, empty for what is none or only a template ("https://{tenant}/"). */
function hostOf(address: string): string {
  if (!URL.canParse(address)) return "";
  const url = new URL(address);
  return /^(https?|wss?):$/.test(url.protocol) && !/[{}$%]/.test(url.hostname) ? url.host : "";
}

export function hostsOf(addresses: readonly string[]): string[] {
  return [...new Set(addresses.map(hostOf).filter(Boolean))];
}

/** The account that a repository address names: who supplies what is in it. */
export function repositoryOwner(address: string): string {
  const host = hostOf(address);
  if (!/^(www\.)?(github|gitlab)\.com$|^(codeberg|bitbucket)\.org$/.test(host)) return "";
  return new URL(address).pathname.split("/").filter(Boolean)[0] ?? "";
}

/** The last part of a path without its extension. */
export function baseName(path: string): string {
  return (path.split(/[\\/]/).at(-1) ?? "").replace(/(\.gz)?$/i, "").replace(/\.[a-z0-9]{1,8}$/i, "");
}

/** Fields from outside, made fit to store: bounded, without control and invisible characters. Says what was cut. */
export function cleanFields(fields: Found["fields"]): { fields: Found["fields"]; warnings: string[] } {
  const warnings: string[] = [];
  const line = (name: string, value: string, max: number) => {
    const clean = cleanLine(value, max);
    if (clean.length === max && value.length > max) warnings.push(`The ${name} was cut to ${max} characters.`);
    return clean;
  };
  const clean = { ...fields, name: line("name", fields.name, LIMITS.name) };
  for (const name of ["provider", "model", "deployer"] as const) {
    if (fields[name] !== undefined) clean[name] = line(name, fields[name], LIMITS.line);
  }
  if (fields.endpoint !== undefined) clean.endpoint = line("endpoint", fields.endpoint, 500);
  if (fields.authority !== undefined) clean.authority = cleanLines(fields.authority, LIMITS.reason);
  if (fields.purpose !== undefined) {
    clean.purpose = cleanLines(fields.purpose, LIMITS.purpose);
    if (clean.purpose.length === LIMITS.purpose) warnings.push(`The purpose was cut to ${LIMITS.purpose} characters.`);
  }
  if (fields.systems !== undefined) {
    const systems = [...new Set(fields.systems.map((system) => cleanLine(system, LIMITS.line)).filter(Boolean))];
    clean.systems = systems.slice(0, LIMITS.systems);
    if (systems.length > LIMITS.systems) warnings.push(`Only the first ${LIMITS.systems} systems were taken.`);
  }
  return { fields: clean, warnings };
}
