import { type Decision, noAnswer, readDecision } from "./decision.ts";
import { BUILT_IN, type ObligationHandlers } from "./obligations.ts";
import { type Identity, TokenError, Tokens } from "./token.ts";
import { Workflow } from "./workflow.ts";

export interface ClientOptions extends Identity {
  /** The machines' door, for instance http://localhost:3001. */
  url: string;
  /** The agent's id (`agt_…`). */
  agentId: string;
  /** What can be carried out beside `mask`, `redact` and `limit`. */
  obligations?: ObligationHandlers;
  /** How long an answer may take, 5,000 ms unless told: without one nothing runs. */
  timeoutMilliseconds?: number;
}

/** One call that wants to be decided. */
export interface Ask {
  server: string;
  tool: string;
  arguments: Record<string, unknown>;
  /** A sentence on what the work is for. */
  purpose?: string;
  /** Obligations that can be carried out for this call, beside those of the client. */
  canDo?: readonly string[];
}

/** What happened before this call in the same work: it is what tells a person's wish from an injected one. */
export interface Past {
  request: string | null;
  personId: string | null;
  earlier: readonly { server: string; tool: string; arguments: Record<string, unknown>; result: string | null }[];
}

/** An agent's way to Countersign. */
export class Client {
  readonly obligations: ObligationHandlers;
  readonly #options: ClientOptions;
  readonly #url: string;
  readonly #timeout: number;
  readonly #tokens: Tokens;

  constructor(options: ClientOptions) {
    this.#options = options;
    this.#url = options.url.replace(/\/+$/, "");
    this.#timeout = options.timeoutMilliseconds ?? 5_000;
    this.#tokens = new Tokens(this.#url, options, this.#timeout);
    this.obligations = { ...BUILT_IN, ...options.obligations };
  }

  /** Begins a piece of work: say the person's request in their own words, and every call in it is judged by it. */
  begin(work: { request?: string; personId?: string } = {}): Workflow {
    return new Workflow(this, work);
  }

  /** Asks whether the call may run. Every failure (no token, no connection, no time, no sense) is a denial. */
  async ask(call: Ask, past: Past = { request: null, personId: null, earlier: [] }): Promise<Decision> {
    try {
      const first = await this.#evaluate(call, past);
      if (first.status !== 401) return await decisionOf(first);
      // The token may have ended in between, or the proof wants a nonce: once more with new ones.
      this.#tokens.forget(first.headers.get("dpop-nonce"));
      return await decisionOf(await this.#evaluate(call, past));
    } catch (error) {
      const said = error instanceof TokenError ? error.message : `No decision: ${String(error)}`;
      return noAnswer(said);
    }
  }

  async #evaluate(call: Ask, past: Past): Promise<Response> {
    const url = `${this.#url}/access/v1/evaluation`;
    const body = {
      subject: { type: "agent", id: this.#options.agentId },
      action: { name: "call" },
      resource: { type: "tool", id: `${call.server}/${call.tool}`, properties: { arguments: call.arguments } },
      context: {
        ...(call.purpose ? { purpose: call.purpose } : {}),
        workflow: { request: past.request, personId: past.personId, earlier: past.earlier },
        can_do: [...Object.keys(this.obligations), ...(call.canDo ?? [])],
      },
    };
    return fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...(await this.#tokens.headers("POST", url)) },
      body: JSON.stringify(body),
      redirect: "error",
      signal: AbortSignal.timeout(this.#timeout),
    });
  }
}

async function decisionOf(response: Response): Promise<Decision> {
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return readDecision(body);
  const detail = typeof body === "object" && body !== null && "detail" in body ? String(body.detail) : "";
  return noAnswer(`No decision: status ${response.status}. ${detail}`.trim());
}
