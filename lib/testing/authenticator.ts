import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from "@simplewebauthn/server";
import { beginDecisionSigning } from "@/lib/approvals/deciding/signing";
import type { SignedDecision } from "@/lib/approvals/views";
import type { Context } from "@/lib/context";
import { sql } from "@/lib/db";
import { env } from "@/lib/env";

/**
 * A security key of software (ES256, no attestation) for tests without a browser:
 * - `new SoftwareAuthenticator()`: `.create(options)` and `.get(options, lies)` answer as a browser at COUNTERSIGN_URL would;
 * - `enrolledKey(personId)`: one whose key is in the database already;
 * - `signedDecision(ctx, key, {id, digest, answer})`: the `assertion` that `decideApproval` takes.
 */
export class SoftwareAuthenticator {
  readonly id = randomBytes(16);
  readonly origin: string;
  readonly rpId: string;
  #privateKey: KeyObject;
  readonly #publicKey: { x: Buffer; y: Buffer };
  #counter = 0;

  constructor() {
    const here = new URL(env().COUNTERSIGN_URL);
    this.origin = here.origin;
    this.rpId = here.hostname;
    const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
    this.#privateKey = pair.privateKey;
    const { x = "", y = "" } = pair.publicKey.export({ format: "jwk" });
    this.#publicKey = { x: Buffer.from(x, "base64url"), y: Buffer.from(y, "base64url") };
  }

  get credentialId(): string {
    return this.id.toString("base64url");
  }

  /** The public key as authenticators give it (COSE_Key, RFC 9053). */
  get cose(): Buffer {
    const { x, y } = this.#publicKey;
    return map([int(1), int(2)], [int(3), int(-7)], [int(-1), int(1)], [int(-2), bytes(x)], [int(-3), bytes(y)]);
  }

  create(options: PublicKeyCredentialCreationOptionsJSON, lies: Lies = {}): RegistrationResponseJSON {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.id.length);
    const attested = Buffer.concat([Buffer.alloc(16), length, this.id, this.cose]);
    const authData = this.#authenticatorData({ ...lies, attested });
    const attestationObject = map(
      [text("fmt"), text("none")],
      [text("attStmt"), map()],
      [text("authData"), bytes(authData)],
    );
    return {
      ...this.#envelope(),
      response: {
        clientDataJSON: this.#clientData("webauthn.create", options.challenge, lies),
        attestationObject: attestationObject.toString("base64url"),
        transports: ["internal"],
      },
    };
  }

  get(options: PublicKeyCredentialRequestOptionsJSON, lies: Lies = {}): AuthenticationResponseJSON {
    this.#counter = lies.counter ?? this.#counter + 1;
    const authData = this.#authenticatorData(lies);
    const clientDataJSON = this.#clientData("webauthn.get", options.challenge, lies);
    const clientHash = sha256(Buffer.from(clientDataJSON, "base64url"));
    const signature = sign("sha256", Buffer.concat([authData, clientHash]), this.#privateKey);
    if (lies.tampered) signature[signature.length - 1] = (signature.at(-1) ?? 0) ^ 1;
    return {
      ...this.#envelope(),
      response: {
        clientDataJSON,
        authenticatorData: authData.toString("base64url"),
        signature: signature.toString("base64url"),
      },
    };
  }

  #envelope() {
    const id = this.credentialId;
    return { id, rawId: id, type: "public-key" as const, clientExtensionResults: {} };
  }

  #authenticatorData({ rpId, userVerified = true, attested }: Lies & { attested?: Buffer }): Buffer {
    const flags = 0x01 | (userVerified ? 0x04 : 0) | (attested ? 0x40 : 0);
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(this.#counter);
    const head = [sha256(Buffer.from(rpId ?? this.rpId)), Buffer.from([flags]), counter];
    return Buffer.concat(attested ? [...head, attested] : head);
  }

  #clientData(type: string, challenge: string, { origin, crossOrigin = false }: Lies): string {
    const client = { type, challenge, origin: origin ?? this.origin, crossOrigin };
    return Buffer.from(JSON.stringify(client)).toString("base64url");
  }
}

/** What an authenticator, or whoever stands between it and us, can get wrong. */
export interface Lies {
  origin?: string;
  crossOrigin?: boolean;
  rpId?: string;
  userVerified?: boolean;
  /** The number it claims to have signed so often. */
  counter?: number;
  tampered?: boolean;
}

/** A key of this person's that may sign, as enrolling it would have left it. */
export async function enrolledKey(personId: string): Promise<SoftwareAuthenticator> {
  const key = new SoftwareAuthenticator();
  await sql().query(
    `insert into passkeys (id, person_id, name, public_key, counter, transports, device_type, created_at)
     values ($1, $2, 'Test key', $3, 0, '{internal}', 'singleDevice', now())`,
    [key.credentialId, personId, key.cose],
  );
  return key;
}

/** The signature of `ctx`'s person under this decision: what the browser sends as `assertion`. */
export async function signedDecision(
  ctx: Context,
  key: SoftwareAuthenticator,
  decision: SignedDecision,
): Promise<{ nonce: string; response: AuthenticationResponseJSON }> {
  const { nonce, options } = await beginDecisionSigning(ctx, decision);
  return { nonce, response: key.get(options) };
}

const sha256 = (of: Uint8Array) => createHash("sha256").update(of).digest();

// As much of CBOR (RFC 8949) as an attestation without attestation takes.
function head(major: number, value: number): Buffer {
  if (value < 24) return Buffer.from([(major << 5) | value]);
  if (value < 256) return Buffer.from([(major << 5) | 24, value]);
  return Buffer.from([(major << 5) | 25, value >> 8, value & 255]);
}
const int = (value: number) => (value < 0 ? head(1, -1 - value) : head(0, value));
const bytes = (value: Uint8Array) => Buffer.concat([head(2, value.length), value]);
const text = (value: string) => Buffer.concat([head(3, value.length), Buffer.from(value)]);
const map = (...entries: [Buffer, Buffer][]) => Buffer.concat([head(5, entries.length), ...entries.flat()]);
