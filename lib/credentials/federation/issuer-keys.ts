import { createLocalJWKSet, type JSONWebKeySet } from "jose";
import { env } from "@/lib/env";
import { CountersignError } from "@/lib/errors";
import { fetchJson, hostsOf } from "./guarded-fetch";

export interface IssuerAddress {
  id: string;
  issuer: string;
  jwksUri: string;
  jwks: unknown;
}

export type KeySet = ReturnType<typeof createLocalJWKSet>;

const FRESH_MS = 10 * 60_000;
const RETRY_MS = 30_000;
/** While an issuer cannot be reached its last keys are believed for this long, and no longer. */
const STALE_MS = 60 * 60_000;
const MOST_KEYS = 50;
const MOST_ISSUERS = 500;

interface Kept {
  keys: KeySet;
  kids: ReadonlySet<string>;
  fetchedAt: number;
  triedAt: number;
}
const kept = new Map<string, Kept>();
const underWay = new Map<string, Promise<Kept>>();

/**
 * The public keys of a trusted issuer: those given by hand, or fetched and kept for ten minutes. An unknown key id makes it look
 * again, at most every thirty seconds, so that nobody can use us to hammer an issuer.
 * @throws CountersignError `unavailable`
 */
export async function keysOfIssuer(issuer: IssuerAddress, kid: string | undefined, now: number): Promise<KeySet> {
  if (issuer.jwks !== null) return createLocalJWKSet(readKeySet(issuer.jwks).set);
  const place = `${issuer.id} ${issuer.issuer} ${issuer.jwksUri}`;
  const known = kept.get(place);
  if (known && !needsLook(known, kid, now)) return known.keys;
  try {
    const pending = underWay.get(place) ?? look(issuer, place, now);
    underWay.set(place, pending);
    return (await pending).keys;
  } catch (error) {
    if (!known || now - known.fetchedAt > STALE_MS) throw error;
    known.triedAt = now;
    return known.keys;
  } finally {
    underWay.delete(place);
  }
}

function needsLook(known: Kept, kid: string | undefined, now: number): boolean {
  const unknown = kid !== undefined && !known.kids.has(kid);
  return now - known.triedAt >= (unknown ? RETRY_MS : FRESH_MS);
}

async function look(issuer: IssuerAddress, place: string, now: number): Promise<Kept> {
  const { set, kids } = await readKeysNow(issuer);
  const fresh = { keys: createLocalJWKSet(set), kids, fetchedAt: now, triedAt: now };
  if (kept.size >= MOST_ISSUERS) kept.delete(kept.keys().next().value ?? "");
  kept.set(place, fresh);
  return fresh;
}

/** The issuer's usable keys as it gives them at this moment, and from where; an empty address for those given by hand. */
export async function readKeysNow(
  issuer: IssuerAddress,
): Promise<{ address: string; set: JSONWebKeySet; kids: ReadonlySet<string> }> {
  if (issuer.jwks !== null) return { address: "", ...readKeySet(issuer.jwks) };
  const hosts = hostsOf(env().COUNTERSIGN_INTERNAL_HOSTS);
  const address = issuer.jwksUri || (await discovered(issuer.issuer, hosts));
  return { address, ...readKeySet(await fetchJson(address, hosts)) };
}

/** OpenID Connect Discovery 1.0, section 4: the document must name the issuer that it was asked for. */
async function discovered(issuer: string, hosts: ReadonlySet<string>): Promise<string> {
  const document = await fetchJson(`${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`, hosts);
  const { issuer: named, jwks_uri: address } = (document ?? {}) as { issuer?: unknown; jwks_uri?: unknown };
  if (named !== issuer || typeof address !== "string") {
    throw new CountersignError("unavailable", "The discovery document of the issuer names another issuer, or no keys.");
  }
  return address;
}

function readKeySet(document: unknown): { set: JSONWebKeySet; kids: ReadonlySet<string> } {
  const keys = (document as { keys?: unknown } | null)?.keys;
  if (!Array.isArray(keys) || keys.length > MOST_KEYS) {
    throw new CountersignError("unavailable", `The issuer's keys are not a JWK set of at most ${MOST_KEYS} keys.`);
  }
  // A shared key in a public place would let everybody sign, so only public halves count.
  const usable = keys.filter((key): key is JSONWebKeySet["keys"][number] => {
    const { kty, use } = (key ?? {}) as { kty?: unknown; use?: unknown };
    return ["EC", "OKP", "RSA"].includes(kty as string) && (use === undefined || use === "sig");
  });
  const kids = new Set(usable.flatMap(({ kid }) => (typeof kid === "string" ? [kid] : [])));
  return { set: { keys: usable }, kids };
}
