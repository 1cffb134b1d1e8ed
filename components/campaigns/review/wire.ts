import type { Wire } from "./types";

/** A view as the browser holds it, whether it came with the page or was fetched: instants as text. */
export function wireOf<T>(view: T): Wire<T> {
  return JSON.parse(JSON.stringify(view)) as Wire<T>;
}
