import type { Route } from "next";

/** The address of a comparison: it can be shared, and the back button leads out of it. */
export function compareHref(agentId: string, from: number, to: number): Route {
  return `/agents/${agentId}?tab=versions&from=${from}&to=${to}` as Route;
}

/** The tool of an agent as it is now, with its own difference. */
export function toolHref(agentId: string, toolId: string): Route {
  return `/agents/${agentId}?tab=tools&tool=${toolId}` as Route;
}
