import type { ReactElement } from "react";

const LAZY = Symbol.for("react.lazy");

/**
 * The element that was handed over, itself. What a server component hands to a client component may come as a reference to
 * something still on its way, when the page is large: it has no type and no props, and a copy of it is an element of nothing.
 * Waits for it as React does, by suspending.
 */
export function arrived<Props>(element: ReactElement<Props>): ReactElement<Props> {
  const found: unknown = element;
  return isReference<ReactElement<Props>>(found) ? arrived(found._init(found._payload)) : element;
}

interface Reference<Value> {
  $$typeof: symbol;
  _payload: unknown;
  /** The value, or throws what to wait for. */
  _init: (payload: unknown) => Value;
}

function isReference<Value>(value: unknown): value is Reference<Value> {
  return typeof value === "object" && value !== null && "$$typeof" in value && value.$$typeof === LAZY;
}
