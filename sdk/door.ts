import type { Tokens } from "./token.ts";

export interface Sending {
  method: "GET" | "POST";
  path: string;
  body?: unknown;
  headers?: Record<string, string>;
  /** How long an answer may take. */
  milliseconds: number;
  signal?: AbortSignal | undefined;
}

/** The machines' door: every request with a token, and a proof that it is ours. */
export class Door {
  readonly #url: string;
  readonly #tokens: Tokens;

  constructor(url: string, tokens: Tokens) {
    this.#url = url;
    this.#tokens = tokens;
  }

  /**
   * Sends it, and once more with a new token or proof where the first was refused.
   * @throws TokenError, and whatever `fetch` throws for want of an answer
   */
  async send(sending: Sending): Promise<Response> {
    const first = await this.#once(sending);
    if (first.status !== 401) return first;
    await first.body?.cancel();
    this.#tokens.forget(first.headers.get("dpop-nonce"));
    return this.#once(sending);
  }

  async #once({ method, path, body, headers = {}, milliseconds, signal }: Sending): Promise<Response> {
    signal?.throwIfAborted();
    const url = this.#url + path;
    const timeout = AbortSignal.timeout(milliseconds);
    return fetch(url, {
      method,
      headers: {
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
        ...(await this.#tokens.headers(method, url)),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: "error",
      signal: signal ? AbortSignal.any([timeout, signal]) : timeout,
    });
  }
}

/** An answer's JSON document as an object, whatever it was. */
export async function documentOf(response: Response): Promise<Record<string, unknown>> {
  const body: unknown = await response.json().catch(() => null);
  return typeof body === "object" && body !== null && !Array.isArray(body) ? (body as Record<string, unknown>) : {};
}

/** Waits, unless it is called off. @throws the signal's reason */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const calledOff = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", calledOff);
      resolve();
    }, milliseconds);
    signal?.addEventListener("abort", calledOff, { once: true });
  });
}
