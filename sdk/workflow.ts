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
  /** Where a call may be led instead (`route:server/tool`), by that name: asked about in its own right before it runs. */
  routes?: Readonly<Record<string, (args: A) => R | Promise<R>>>;
}

const ROUTE = "route:";

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
        { server: tool.server, tool: tool.name, arguments: args, canDo: tool.routes ? ["route"] : [] },
        { ...this.#past, earlier: this.#past.earlier.slice(-MOST_EARLIER) },
      );
      if (!decision.allowed) throw new Denied(tool.name, decision);
      const route = decision.obligations.find((id) => id.startsWith(ROUTE))?.slice(ROUTE.length);
      if (route !== undefined) return this.#routed(tool, route, { args, decision });
      return this.#carryOut(tool, args, decision);
    };
  }

  /** Runs where the call was led, if that is allowed; never the tool that was asked for. */
  #routed<A extends Record<string, unknown>, R>(
    { name, routes = {} }: ToolOf<A, R>,
    route: string,
    { args, decision }: { args: A; decision: Decision },
  ): Promise<R> {
    const run = Object.hasOwn(routes, route) ? routes[route] : undefined;
    const cut = route.lastIndexOf("/");
    if (!run || cut < 1) {
      throw new Denied(name, { ...decision, allowed: false, sentence: `It was led to ${route}, which is not there.` });
    }
    return this.tool<A, R>({ server: route.slice(0, cut), name: route.slice(cut + 1), run })(args);
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
