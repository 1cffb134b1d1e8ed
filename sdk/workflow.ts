import type { Client, Past } from "./client.ts";
import type { Decision } from "./decision.ts";
import { handlerOf } from "./obligations.ts";

/** The call may not run. `decision` says why, for the agent and (by its `why` address) for a person. */
export class Denied extends Error {
  readonly decision: Decision;
  constructor(tool: string, decision: Decision) {
    super(`${tool} was not run. ${decision.sentence}`.trim());
    this.name = "Denied";
    this.decision = decision;
  }
}

export interface ToolOf<A extends Record<string, unknown>, R> {
  server: string;
  name: string;
  run: (args: A) => R | Promise<R>;
}

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
   * tells of the result when it asks for the next call.
   * @throws Denied from the wrapped function, and the tool did not run
   */
  tool<A extends Record<string, unknown>, R>(tool: ToolOf<A, R>): (args: A) => Promise<R> {
    return async (given) => {
      // A copy: what was decided is what runs, whatever the caller does to its object meanwhile.
      const args = structuredClone(given);
      const decision = await this.#client.ask(
        { server: tool.server, tool: tool.name, arguments: args },
        { ...this.#past, earlier: this.#past.earlier.slice(-MOST_EARLIER) },
      );
      if (!decision.allowed) throw new Denied(tool.name, decision);
      return this.#carryOut(tool, args, decision);
    };
  }

  async #carryOut<A extends Record<string, unknown>, R>(tool: ToolOf<A, R>, args: A, decision: Decision): Promise<R> {
    let handlers: ReturnType<typeof handlerOf>[];
    let bound: Record<string, unknown> = args;
    try {
      handlers = decision.obligations.map((id) => handlerOf(this.#client.obligations, id));
      for (const { handler, detail } of handlers) bound = handler.before?.(bound, detail) ?? bound;
    } catch (error) {
      throw new Denied(tool.name, { ...decision, allowed: false, sentence: `It was allowed, but ${String(error)}` });
    }
    const told = { server: tool.server, tool: tool.name, arguments: bound };
    let result: unknown;
    try {
      result = await tool.run(bound as A);
    } catch (error) {
      // What a tool says when it fails is something the agent reads, too.
      this.#past.earlier.push({ ...told, result: asText(String(error)) });
      throw error;
    }
    for (const { handler, detail } of handlers) if (handler.after) result = handler.after(result, detail);
    this.#past.earlier.push({ ...told, result: asText(result) });
    return result as R;
  }
}

function asText(result: unknown): string {
  const text = typeof result === "string" ? result : (JSON.stringify(result) ?? "");
  return text.slice(0, LONGEST_RESULT);
}
