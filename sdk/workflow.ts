import type { Approved } from "./approvals.ts";
import type { Client, Granted, Past } from "./client.ts";
import { Denied } from "./denied.ts";
import { handlerOf } from "./obligations.ts";

export interface ToolOf<A extends Record<string, unknown>, R> {
  server: string;
  name: string;
  run: (args: A) => R | Promise<R>;
  /** Where a call may be led instead (`route:server/tool`), by that name: asked about in its own right before it runs. */
  routes?: Readonly<Record<string, (args: A) => R | Promise<R>>>;
}

export interface CallOptions {
  /** Calls off waiting for people; the request goes on. */
  signal?: AbortSignal;
  /** Of a request for this very call that was made before: it is gone on with instead of asking anew. */
  handle?: string;
}

const ROUTE = "route:";

/** After these nobody can say whether the tool has done it. */
const UNSURE = ["AbortError", "TimeoutError"];

const LONGEST_RESULT = 20_000;
const MOST_EARLIER = 50;

/** One piece of work: the person's request, and each call and result in their order. */
export class Workflow {
  readonly #client: Client;
  readonly #past: { request: string | null; personId: string | null; earlier: Past["earlier"][number][] };

  constructor(client: Client, work: { request?: string; personId?: string }) {
    this.#client = client;
    this.#past = { request: work.request ?? null, personId: work.personId ?? null, earlier: [] };
  }

  /**
   * Wraps a tool: the function that comes back asks first, runs only what was allowed, carries out the obligations, and
   * tells of the result when it asks for the next call. Where people have to approve it first, it waits for them (option
   * `approvals` of the client), runs exactly what they approved, and says what came of it.
   * @throws Denied from the wrapped function, NotApproved where people were asked, and the tool did not run
   */
  tool<A extends Record<string, unknown>, R>(tool: ToolOf<A, R>): (args: A, options?: CallOptions) => Promise<R> {
    return async (given, { signal, handle } = {}) => {
      // A copy: what was decided is what runs, whatever the caller does to its object meanwhile.
      const args = structuredClone(given);
      const call = { server: tool.server, tool: tool.name, arguments: args, canDo: tool.routes ? ["route"] : [] };
      const past = { ...this.#past, earlier: this.#past.earlier.slice(-MOST_EARLIER) };
      const granted: Approved | Granted = handle
        ? await this.#client.resume(handle, call, past, { signal })
        : await this.#client.askAndWait(call, past, { signal });
      const route = granted.decision.obligations.find((id) => id.startsWith(ROUTE))?.slice(ROUTE.length);
      if (route !== undefined) return this.#routed(tool, route, granted);
      return this.#carryOut(tool, granted);
    };
  }

  /** Runs where the call was led, if that is allowed; never the tool that was asked for, whoever approved that. */
  async #routed<A extends Record<string, unknown>, R>(
    { name, routes = {} }: ToolOf<A, R>,
    route: string,
    granted: Approved | Granted,
  ): Promise<R> {
    await this.#report(granted, "failed", { error: "routed" });
    const run = Object.hasOwn(routes, route) ? routes[route] : undefined;
    const cut = route.lastIndexOf("/");
    if (!run || cut < 1) {
      const sentence = `It was led to ${route}, which is not there.`;
      throw new Denied(name, { ...granted.decision, allowed: false, sentence });
    }
    const elsewhere = this.tool<A, R>({ server: route.slice(0, cut), name: route.slice(cut + 1), run });
    return elsewhere(granted.arguments as A);
  }

  async #carryOut<A extends Record<string, unknown>, R>(tool: ToolOf<A, R>, granted: Approved | Granted): Promise<R> {
    const { decision } = granted;
    let handlers: ReturnType<typeof handlerOf>[];
    let bound = granted.arguments;
    try {
      handlers = decision.obligations.map((id) => handlerOf(this.#client.obligations, id));
      for (const { handler, detail } of handlers) bound = handler.before?.(bound, detail) ?? bound;
    } catch (error) {
      await this.#report(granted, "failed", { error: "obligation" });
      throw new Denied(tool.name, { ...decision, allowed: false, sentence: `It was allowed, but ${String(error)}` });
    }
    const told = { server: tool.server, tool: tool.name, arguments: { ...bound } };
    let result: unknown;
    try {
      result = await tool.run(bound as A);
    } catch (error) {
      // What a tool says when it fails is something the agent reads, too.
      this.#past.earlier.push({ ...told, result: asText(String(error)) });
      const name = error instanceof Error ? error.name : "error";
      await this.#report(granted, UNSURE.includes(name) ? "unknown" : "failed", { error: name });
      throw error;
    }
    await this.#report(granted, "executed", { resultDigest: await digestOf(result) });
    for (const { handler, detail } of handlers) if (handler.after) result = handler.after(result, detail);
    this.#past.earlier.push({ ...told, result: asText(result) });
    return result as R;
  }

  /** What came of an approved call; of the result its digest alone. */
  async #report(
    { handle }: Approved | Granted,
    outcome: "executed" | "failed" | "unknown",
    receipt: object,
  ): Promise<void> {
    if (handle !== null) await this.#client.approvals.report(handle, outcome, receipt);
  }
}

/** SHA-256, hex, of the result as JSON. */
async function digestOf(result: unknown): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(result) ?? "");
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function asText(result: unknown): string {
  const text = typeof result === "string" ? result : (JSON.stringify(result) ?? "");
  return text.slice(0, LONGEST_RESULT);
}
