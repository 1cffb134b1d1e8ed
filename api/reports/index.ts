/** `GET /v1/posture`, `/v1/posture/quarters`, `/v1/usage`: the numbers of the pages, for programs (D4). */
import type { Context } from "@/lib/context";
import { CountersignError } from "@/lib/errors";
import { listQuarters, readPosture } from "@/lib/posture";
import { readUsage } from "@/lib/usage";
import { type Exchange, type Route, reads, sendJson } from "../exchange";
import { readerOf } from "./reader";

type Query = Record<string, string>;

/** Who reads is asked before anything of the address is. */
const answering = (names: readonly string[], read: (ctx: Context, query: Query) => Promise<unknown>): Route =>
  reads(async (exchange) => {
    const ctx = await readerOf(exchange);
    sendJson(exchange.response, 200, await read(ctx, queryOf(exchange, names)));
  });

const USAGE = ["from", "to", "by", "teamId", "agentId", "server", "tool", "find", "sort", "dir", "after", "limit"];

export const REPORTS: Readonly<Record<string, Route>> = {
  "/v1/posture": answering(["teamId"], (ctx, query) => readPosture(ctx, query)),
  "/v1/posture/quarters": answering(["teamId"], (ctx, query) => listQuarters(ctx, query)),
  "/v1/usage": answering(USAGE, (ctx, { limit, ...query }) =>
    // Words of the address go through the strict schema of the verb, which refuses what it does not know.
    readUsage(ctx, {
      ...(query as Parameters<typeof readUsage>[1]),
      ...(limit === undefined ? {} : { limit: Number(limit) }),
    }),
  ),
};

/** The parameters of the address. @throws CountersignError `invalid` for one that is unknown or given twice */
function queryOf({ request }: Exchange, names: readonly string[]): Query {
  const [, text = ""] = (request.url ?? "").split("?", 2);
  const query: Query = {};
  for (const [name, value] of new URLSearchParams(text)) {
    if (!names.includes(name) || Object.hasOwn(query, name)) {
      const message = names.includes(name) ? "It is given twice." : "There is no such parameter.";
      throw new CountersignError("invalid", "A parameter of the address is not understood.", [
        { path: name.slice(0, 80), message },
      ]);
    }
    query[name] = value;
  }
  return query;
}
