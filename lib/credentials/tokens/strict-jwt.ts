/**
 * Reads a JWT so that it has one reading only, before any library sees it. Libraries forgive white space, loose bits at the
 * end of base64url and members that come twice; two parsers that forgive differently are how one token says two things.
 */

/** What may sign anything that comes to this door. No `none`, no shared keys, no curves that nobody here registers. */
export const ACCEPTED_ALGORITHMS = ["EdDSA", "Ed25519", "ES256", "PS256", "RS256"] as const;
type Algorithm = (typeof ACCEPTED_ALGORITHMS)[number];

/** Bytes: no honest token of ours or of a workload issuer comes near. */
const MOST_TOKEN_BYTES = 8_192;
const MOST_NAME = 512;
const SKEW_SECONDS = 30;

// Whoever writes one of these wants us to take the key from the token itself, or to read the token by rules of its own.
const REFUSED_HEADERS = ["jku", "jwk", "x5u", "x5c", "crit", "b64", "zip", "enc"];

export interface Claims {
  readonly iss?: string;
  readonly sub?: string;
  readonly jti?: string;
  readonly aud?: string | readonly string[];
  readonly exp?: number;
  readonly iat?: number;
  readonly nbf?: number;
  readonly [name: string]: unknown;
}

export interface ReadJwt {
  readonly text: string;
  readonly alg: Algorithm;
  readonly kid: string | undefined;
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Claims;
}

/** What is wrong with it: a closed word for the record, and a sentence. */
export class JwtFault extends Error {
  readonly reason: string;
  constructor(reason: string, message: string) {
    super(message);
    this.name = "JwtFault";
    this.reason = reason;
  }
}

interface Expected {
  /** Accepted values of `typ`, lower case, without "application/"; `null` among them: it may be absent. */
  typ: readonly (string | null)[];
  /** DPoP proofs carry their key in the header (RFC 9449, 4.2), and nothing else may. */
  allowJwk?: boolean;
}

/**
 * Header and claims of a compact JWS; its signature is not verified here.
 * @throws JwtFault for everything that is not exactly as expected
 */
export function readJwt(text: string, expected: Expected): ReadJwt {
  if (text.length > MOST_TOKEN_BYTES)
    throw new JwtFault("too_large", `The token is longer than ${MOST_TOKEN_BYTES} bytes.`);
  const parts = text.split(".");
  const [header, claims, signature] = parts;
  if (parts.length !== 3 || !header || !claims || !signature) {
    throw new JwtFault("malformed", "The token must have exactly three parts, separated by dots.");
  }
  for (const part of parts) {
    if (!isCanonicalBase64url(part)) {
      throw new JwtFault(
        "encoding",
        "The token is not canonical base64url: no padding, no white space, no loose bits.",
      );
    }
  }
  const read = readObject(header, "header");
  checkHeader(read, expected);
  const alg = read.alg as Algorithm;
  return {
    text,
    alg,
    kid: typeof read.kid === "string" ? read.kid : undefined,
    header: read,
    claims: checkedClaims(readObject(claims, "claims")),
  };
}

/** Whether the text is the one base64url spelling of its bytes (RFC 4648, 3.5). */
export function isCanonicalBase64url(text: string): boolean {
  return /^[A-Za-z0-9_-]+$/.test(text) && Buffer.from(text, "base64url").toString("base64url") === text;
}

function readObject(part: string, name: string): Record<string, unknown> {
  let json: string;
  let value: unknown;
  try {
    json = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.from(part, "base64url"));
    value = JSON.parse(json);
  } catch {
    throw new JwtFault("malformed", `The ${name} of the token is not JSON in UTF-8.`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new JwtFault("malformed", `The ${name} of the token is not a JSON object.`);
  }
  if (hasDuplicateMembers(json)) throw new JwtFault("duplicate", `A member of the ${name} stands there twice.`);
  return value as Record<string, unknown>;
}

/** Whether any object in this valid JSON text names a member twice, however the name is escaped. */
export function hasDuplicateMembers(json: string): boolean {
  const open: (Set<string> | null)[] = [];
  for (let at = 0; at < json.length; at++) {
    const character = json[at];
    if (character === "{") open.push(new Set());
    else if (character === "[") open.push(null);
    else if (character === "}" || character === "]") open.pop();
    else if (character === '"') {
      const end = endOfString(json, at);
      if (isFollowedByColon(json, end + 1)) {
        const name = JSON.parse(json.slice(at, end + 1)) as string;
        const members = open.at(-1);
        if (members?.has(name)) return true;
        members?.add(name);
      }
      at = end;
    }
  }
  return false;
}

function endOfString(json: string, start: number): number {
  let at = start + 1;
  while (json[at] !== '"') at += json[at] === "\\" ? 2 : 1;
  return at;
}

function isFollowedByColon(json: string, from: number): boolean {
  let at = from;
  while (" \t\r\n".includes(json[at] ?? ":")) at++;
  return json[at] === ":";
}

function checkHeader(header: Record<string, unknown>, { typ, allowJwk }: Expected): void {
  if (!(ACCEPTED_ALGORITHMS as readonly unknown[]).includes(header.alg)) {
    throw new JwtFault("algorithm", `The token must be signed with ${ACCEPTED_ALGORITHMS.join(", ")}.`);
  }
  const given = header.typ ?? null;
  const named = typeof given === "string" ? given.toLowerCase().replace(/^application\//, "") : given;
  if (!typ.includes(named as string | null)) {
    throw new JwtFault("typ", `The type (typ) of the token must be ${typ.map((one) => one ?? "absent").join(" or ")}.`);
  }
  const refused = REFUSED_HEADERS.find((name) => Object.hasOwn(header, name) && !(name === "jwk" && allowJwk));
  if (refused)
    throw new JwtFault("header", `The header of the token may not carry ${refused}: keys are those registered.`);
  if (header.kid !== undefined && (typeof header.kid !== "string" || header.kid.length > MOST_NAME)) {
    throw new JwtFault("header", "The key id (kid) of the token must be a text.");
  }
}

function checkedClaims(claims: Record<string, unknown>): Claims {
  for (const name of ["iss", "sub", "jti"]) {
    const value = claims[name];
    if (value === undefined) continue;
    if (typeof value !== "string" || value === "" || value.length > MOST_NAME || value.includes("\0")) {
      throw new JwtFault("claims", `The claim ${name} must be a text of at most ${MOST_NAME} characters.`);
    }
  }
  for (const name of ["exp", "iat", "nbf"]) {
    const value = claims[name];
    if (value === undefined) continue;
    if (typeof value !== "number" || !Number.isFinite(value) || value < 0 || value > 1e11) {
      throw new JwtFault("claims", `The claim ${name} must be a time in seconds.`);
    }
  }
  const audiences = claims.aud === undefined || Array.isArray(claims.aud) ? (claims.aud ?? []) : [claims.aud];
  if (!(audiences as unknown[]).every((one) => typeof one === "string" && one !== "")) {
    throw new JwtFault("claims", "The audience (aud) must be a text or a list of texts.");
  }
  return claims as Claims;
}

/** Whether every audience of the token is one of `accepted`: who else it is meant for could play it to us. */
export function isOnlyFor(claims: Claims, accepted: readonly string[]): boolean {
  const audiences = typeof claims.aud === "string" ? [claims.aud] : (claims.aud ?? []);
  return audiences.length > 0 && audiences.every((one) => accepted.includes(one));
}

/**
 * The times of a token against the clock, 30 seconds of skew either way.
 * @param mostSeconds how long an assertion may live, from now: what lives longer would have to be remembered longer
 * @throws JwtFault `expired`, `not_yet`, `lifetime`
 */
export function checkTimes({ exp, iat, nbf }: Claims, now: Date, mostSeconds: number): void {
  const seconds = now.getTime() / 1000;
  if (exp === undefined) throw new JwtFault("lifetime", "The token must say when it ends (exp).");
  if (exp <= seconds - SKEW_SECONDS) throw new JwtFault("expired", "The token has expired.");
  if (iat !== undefined && iat > seconds + SKEW_SECONDS)
    throw new JwtFault("not_yet", "The token was issued in the future (iat).");
  if (nbf !== undefined && nbf > seconds + SKEW_SECONDS)
    throw new JwtFault("not_yet", "The token is not good yet (nbf).");
  if (exp > seconds + mostSeconds + SKEW_SECONDS || (iat !== undefined && exp - iat > mostSeconds + SKEW_SECONDS)) {
    throw new JwtFault("lifetime", `The token may live ${mostSeconds} seconds at most.`);
  }
}
