import type { Adapter, AdapterPayload } from "oidc-provider";
import { errors, Provider } from "oidc-provider";
import { findClient, isFirst, keysFor, secretOf } from "@/lib/credentials";
import { type Attempt, attemptOf } from "./attempt";
import { GRANTS } from "./read-attempt";

/**
 * What the certified server asks of a database. Its clients are our instances, shaped by the way they prove themselves in this
 * very request, for an instance may have a key and a secret at once and its model knows one method per client. Of its own
 * things it keeps one here: that an assertion was used. Its tokens, grants and sessions are never made: ours are.
 */
export class OauthAdapter implements Adapter {
  readonly #kind: string;

  constructor(kind: string) {
    this.#kind = kind;
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    if (this.#kind !== "Client") return undefined;
    const attempt = attemptOf(Provider.ctx?.req);
    const client = await findClient(attempt.ctx, id);
    if (!client) return undefined;
    attempt.client = client;
    return metadataOf(attempt);
  }

  /** The server looks first and writes then; of two that try at once both would pass. The row decides instead. */
  async upsert(id: string, _: AdapterPayload, expiresIn: number): Promise<void> {
    if (this.#kind !== "ReplayDetection") throw new Error(`The OAuth server may not keep a ${this.#kind}`);
    const attempt = attemptOf(Provider.ctx?.req);
    attempt.isReplay = !(await isFirst(`assertion\n${id}`, new Date(attempt.ctx.now.getTime() + expiresIn * 1000)));
    if (attempt.isReplay) throw new errors.InvalidClientAuth("client assertion tokens must only be used once");
  }

  async findByUserCode(): Promise<undefined> {}
  async findByUid(): Promise<undefined> {}
  async consume(): Promise<void> {}
  async destroy(): Promise<void> {}
  async revokeByGrantId(): Promise<void> {}
}

async function metadataOf(attempt: Attempt): Promise<AdapterPayload | undefined> {
  const { client, means } = attempt;
  if (!client) return undefined;
  const base = { client_id: client.instanceId, redirect_uris: [], response_types: [] };
  const grants = Object.values(GRANTS);
  if (means.kind === "assertion") {
    const keys = await keysFor(client, means.assertion);
    attempt.credential = keys.length === 1 ? keys[0] : undefined;
    const { kid } = means.assertion;
    const jwks = { keys: keys.map(({ publicJwk }) => ({ ...publicJwk, ...(kid === undefined ? {} : { kid }) })) };
    return { ...base, grant_types: grants, token_endpoint_auth_method: "private_key_jwt", jwks };
  }
  if (means.kind === "secret") {
    attempt.credential = secretOf(client, means.secret);
    // The model wants a secret to compare with; the comparison is ours (provider.ts), with the hash that we keep.
    return { ...base, grant_types: grants, token_endpoint_auth_method: "client_secret_basic", client_secret: "unused" };
  }
  // Nothing but a grant that carries its own proof may come without authentication.
  return { ...base, grant_types: [GRANTS.jwt, GRANTS.exchange], token_endpoint_auth_method: "none" };
}
