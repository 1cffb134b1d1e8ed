/**
 * What an allowed call may be bound to: an id of the form `word:detail`. Whoever cannot carry one out must treat the answer as
 * a denial, so a client says beforehand which words it knows, and Countersign answers accordingly.
 */
export interface ObligationHandler {
  /** Changes the arguments before the tool runs. */
  before?: (args: Record<string, unknown>, detail: string) => Record<string, unknown>;
  /** Changes what the tool gave before the agent sees it. */
  after?: (result: unknown, detail: string) => unknown;
}

export type ObligationHandlers = Readonly<Record<string, ObligationHandler>>;

const MASK = "•••";

/** `mask:field` hides a field of the result wherever it stands, `redact:field` takes an argument out, `limit:n` keeps n rows. */
export const BUILT_IN: ObligationHandlers = {
  mask: { after: (result, field) => masked(result, field) },
  redact: { before: (args, field) => Object.fromEntries(Object.entries(args).filter(([name]) => name !== field)) },
  limit: { after: (result, count) => (Array.isArray(result) ? result.slice(0, limitOf(count)) : result) },
};

function limitOf(count: string): number {
  const limit = Number(count);
  if (!Number.isSafeInteger(limit) || limit < 0) throw new TypeError(`limit:${count} names no number of rows.`);
  return limit;
}

function masked(value: unknown, field: string): unknown {
  if (Array.isArray(value)) return value.map((one) => masked(one, field));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, name === field ? MASK : masked(inner, field)]),
  );
}

/** @throws TypeError for an obligation nobody here can carry out: the call must not run then */
export function handlerOf(handlers: ObligationHandlers, id: string): { handler: ObligationHandler; detail: string } {
  const colon = id.indexOf(":");
  const word = colon < 0 ? id : id.slice(0, colon);
  const handler = Object.hasOwn(handlers, word) ? handlers[word] : undefined;
  if (!handler) throw new TypeError(`The obligation ${id} cannot be carried out here.`);
  return { handler, detail: colon < 0 ? "" : id.slice(colon + 1) };
}
