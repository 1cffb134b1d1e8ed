// `token`: an access token for an instance, got with its key as an agent would, printed for curl.
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  type JsonWebKey,
  type KeyObject,
  randomUUID,
} from "node:crypto";
import fs from "node:fs";
import { parseArgs } from "node:util";
import { calculateJwkThumbprint, SignJWT } from "jose";
import { CountersignError } from "@/lib/errors";
import { UsageError } from "./cli-errors";

const TOKEN_USAGE = 'token --key FILE --instance ID [--url URL] [--scope SCOPE] [--dpop] [--for "METHOD URL"]';

interface Asked {
  key: string;
  instance: string;
  url: string;
  scope: string | undefined;
  dpop: boolean;
  target: { method: string; url: string } | undefined;
}

interface Key {
  privateKey: KeyObject;
  publicJwk: JsonWebKey;
  kid: string;
  alg: "EdDSA" | "ES256" | "PS256";
}

/**
 * Prints the token; with `--for` the headers of one request, for `curl -H @-`.
 * @returns 0, or 1 when the token endpoint refused, with its error on stderr
 */
export async function runToken(args: string[]): Promise<number> {
  const asked = readArgs(args);
  const key = await readKey(asked.key);
  const endpoint = `${asked.url}/oauth/token`;
  const response = await fetch(endpoint, {
    method: "POST",
    redirect: "error",
    headers: asked.dpop ? { dpop: await proof(key, { method: "POST", url: endpoint }) } : {},
    body: new URLSearchParams({
      grant_type: "client_credentials",
      ...(asked.scope === undefined ? {} : { scope: asked.scope }),
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      client_assertion: await assertion(key, asked),
    }),
  }).catch(() => {
    throw new CountersignError("unavailable", `${endpoint} cannot be reached: is it running, and is --url right?`);
  });
  const answer = (await response.json().catch(() => ({}))) as Record<string, unknown>;
  if (!response.ok || typeof answer.access_token !== "string") {
    console.error(
      `${String(answer.error ?? response.status)}: ${String(answer.error_description ?? "no token was issued")}`,
    );
    return 1;
  }
  if (asked.target) await printHeaders(key, asked.target, { ...answer, token: answer.access_token });
  else console.log(answer.access_token);
  return 0;
}

async function printHeaders(
  key: Key,
  target: { method: string; url: string },
  answer: { token: string; token_type?: unknown },
): Promise<void> {
  console.log(`authorization: ${String(answer.token_type)} ${answer.token}`);
  const ath = createHash("sha256").update(answer.token, "utf8").digest("base64url");
  if (answer.token_type === "DPoP") console.log(`dpop: ${await proof(key, { ...target, ath })}`);
}

function assertion({ privateKey, alg, kid }: Key, { instance, url }: Asked): Promise<string> {
  return new SignJWT({})
    .setProtectedHeader({ alg, kid, typ: "JWT" })
    .setIssuer(instance)
    .setSubject(instance)
    .setAudience(url)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime("60s")
    .sign(privateKey);
}

function proof(
  { privateKey, publicJwk, alg }: Key,
  given: { method: string; url: string; ath?: string },
): Promise<string> {
  const { method, url, ath } = given;
  return new SignJWT({ htm: method, htu: url, ...(ath ? { ath } : {}) })
    .setProtectedHeader({ alg, typ: "dpop+jwt", jwk: publicJwk as never })
    .setJti(randomUUID())
    .setIssuedAt()
    .sign(privateKey);
}

async function readKey(file: string): Promise<Key> {
  let text: string;
  try {
    text = fs.readFileSync(file, "utf8");
  } catch {
    throw new CountersignError("not_found", `${file} cannot be read.`);
  }
  try {
    const privateKey = text.includes("-----BEGIN")
      ? createPrivateKey(text)
      : createPrivateKey({ key: JSON.parse(text), format: "jwk" });
    const publicJwk = createPublicKey(privateKey).export({ format: "jwk" });
    const alg = publicJwk.kty === "OKP" ? "EdDSA" : publicJwk.kty === "EC" ? "ES256" : "PS256";
    return { privateKey, publicJwk, alg, kid: await calculateJwkThumbprint(publicJwk as never) };
  } catch {
    throw new CountersignError("invalid", `${file} holds no private key as JWK or PEM: make one with key new.`);
  }
}

function readArgs(args: string[]): Asked {
  const text = { type: "string" } as const;
  const options = { key: text, instance: text, url: text, scope: text, for: text, dpop: { type: "boolean" } } as const;
  let values: { [K in keyof typeof options]?: string | boolean | undefined };
  try {
    values = parseArgs({ args, options }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  const { key, instance } = values;
  if (typeof key !== "string" || typeof instance !== "string")
    throw new UsageError(`Name key and instance: ${TOKEN_USAGE}`);
  const given = values.url ?? process.env.COUNTERSIGN_API_URL ?? "http://localhost:3001";
  const target = typeof values.for === "string" ? targetOf(values.for) : undefined;
  return {
    key,
    instance,
    url: String(given).replace(/\/+$/, ""),
    scope: typeof values.scope === "string" ? values.scope : undefined,
    dpop: values.dpop === true || target !== undefined,
    target,
  };
}

function targetOf(text: string): { method: string; url: string } {
  const [method, url, ...more] = text.split(" ");
  if (!method || !url || more.length > 0 || !URL.canParse(url)) {
    throw new UsageError(`--for takes a method and an address: ${TOKEN_USAGE}`);
  }
  return { method: method.toUpperCase(), url };
}
