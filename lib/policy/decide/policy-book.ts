import { type Compiled, compileInSlices } from "../engine";
import type { PolicySource } from "../engine/types";
import { policyIdOf, sourcesOf } from "../policies/sources";
import { SHIPPED_POLICIES } from "../shipped";
import { type PublishedText, publishedTexts, type Queryable } from "./store";

/** The policies in force, compiled: those that ship with the product and those of the organisation. */
export interface PolicyBook {
  compiled: Compiled;
  /** Of a rule's id: the number of the organisation's version, or the version that shipped. */
  versionOf: (id: string) => string;
  /** What it was made of: the same texts need no second compilation. */
  texts: readonly PublishedText[];
}

/** @throws CountersignError `invalid` when a text in force cannot be compiled */
export async function readBook(q: Queryable, former: PolicyBook | null): Promise<PolicyBook> {
  const texts = await publishedTexts(q);
  return former && isSame(former.texts, texts) ? former : bookOf(texts, former);
}

/**
 * Compiled in slices, so that decisions go on meanwhile; texts that stood before are taken over.
 * @throws CountersignError `invalid` when a text cannot be compiled
 */
async function bookOf(texts: readonly PublishedText[], former: PolicyBook | null): Promise<PolicyBook> {
  const versions = new Map(texts.map(({ policyId, number }) => [policyId, String(number)]));
  const shipped = new Map(SHIPPED_POLICIES.map(({ id, version }) => [id, version]));
  const own: PolicySource[] = texts.flatMap(({ policyId, text }) => sourcesOf(policyId, text));
  const compiled = await compileInSlices([...SHIPPED_POLICIES, ...own], former?.compiled);
  return { compiled, texts, versionOf: (id) => shipped.get(id) ?? versions.get(policyIdOf(id)) ?? "" };
}

function isSame(a: readonly PublishedText[], b: readonly PublishedText[]): boolean {
  return a.length === b.length && a.every((one, at) => one.policyId === b[at]?.policyId && one.number === b[at].number);
}
