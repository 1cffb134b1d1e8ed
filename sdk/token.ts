import { clientAssertion, dpopProof, ephemeralSigner, type PrivateJwk, type Signer, signerFrom } from "./proof.ts";

export interface Identity {
  /** The id of the instance (`ins_…`): its OAuth client id. */
  instanceId: string;
  /** Its own private key, or (weak) its secret. */
  key?: PrivateJwk;
  secret?: string;
}

/** Somebody could not prove who they are, or the token endpoint could not be reached. Nothing may run then. */
export class TokenError extends Error {
  /** The OAuth error code (RFC 6749 section 5.2), or `unreachable`. */
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.name = "TokenError";
    this.code = code;
  }
}

/** A token is renewed this long before it ends: a call under way must not outlive it. */
const RENEW_SECONDS = 20;

interface Held {
  token: string;
  renewAt: number;
}

/** Gets tokens for one instance and proves possession of them; callers that ask at once share one request. */
export class Tokens {
  readonly #url: string;
  readonly #identity: Identity;
  readonly #timeout: number;
  #own: Promise<Signer> | undefined;
  readonly #bound: Promise<Signer> = ephemeralSigner();
  #held: Held | undefined;
  #pending: Promise<Held> | undefined;
  #nonce: string | undefined;

  constructor(url: string, identity: Identity, timeoutMilliseconds: number) {
    if (!identity.key === !identity.secret) throw new TypeError("Give the agent's key, or else its secret.");
    this.#url = url;
    this.#identity = identity;
    this.#timeout = timeoutMilliseconds;
  }

  /** The headers that a request to `url` needs. @throws TokenError */
  async headers(method: string, url: string): Promise<Record<string, string>> {
    const { token } = await this.#current();
    const proof = await dpopProof(await this.#bound, { method, url, accessToken: token, nonce: this.#nonce });
    return { authorization: `DPoP ${token}`, dpop: proof };
  }

  /** Forgets the token, for one that was refused. @param nonce what the server wants in the next proof */
  forget(nonce?: string | null): void {
    this.#held = undefined;
    if (nonce) this.#nonce = nonce;
  }

  #current(): Promise<Held> | Held {
    if (this.#held && performance.now() < this.#held.renewAt) return this.#held;
    this.#pending ??= this.#request(true).finally(() => {
      this.#pending = undefined;
    });
    return this.#pending;
  }

  async #request(mayRepeat: boolean): Promise<Held> {
    const endpoint = `${this.#url}/oauth/token`;
    const asked = performance.now();
    const proof = await dpopProof(await this.#bound, { method: "POST", url: endpoint, nonce: this.#nonce });
    const form = new URLSearchParams({ grant_type: "client_credentials", ...(await this.#proves()) });
    const response = await fetch(endpoint, {
      method: "POST",
      body: form,
      headers: { dpop: proof },
      redirect: "error",
      signal: AbortSignal.timeout(this.#timeout),
    }).catch((error: unknown) => {
      throw new TokenError("unreachable", `No token: ${endpoint} cannot be reached (${String(error)}).`);
    });
    const answer = (await response.json().catch(() => ({}))) as Record<string, unknown>;
    if (answer.error === "use_dpop_nonce" && mayRepeat) {
      this.forget(response.headers.get("dpop-nonce"));
      return this.#request(false);
    }
    if (!response.ok || typeof answer.access_token !== "string") {
      const code = typeof answer.error === "string" ? answer.error : "unreachable";
      throw new TokenError(code, `No token: ${String(answer.error_description ?? `status ${response.status}`)}`);
    }
    const seconds = Math.max(0, Number(answer.expires_in) || 0);
    this.#held = { token: answer.access_token, renewAt: asked + Math.max(seconds - RENEW_SECONDS, seconds / 2) * 1000 };
    return this.#held;
  }

  async #proves(): Promise<Record<string, string>> {
    const { instanceId, key, secret } = this.#identity;
    if (!key) return { client_id: instanceId, client_secret: secret ?? "" };
    this.#own ??= signerFrom(key);
    return {
      client_id: instanceId,
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
      client_assertion: await clientAssertion(await this.#own, instanceId, this.#url),
    };
  }
}
