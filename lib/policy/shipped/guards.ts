import type { ShippedPolicy } from "./terms";

/** What no approval lifts: it has to be put right where it went wrong. */
export const GUARDS: readonly ShippedPolicy[] = [
  {
    id: "guard.inactive",
    version: "1",
    title: "Only active agents act",
    explanation: "An agent that is a draft, not yet activated, suspended or decommissioned is denied everything.",
    text: `forbid (principal, action, resource) when { principal.status != "active" };`,
  },
  {
    id: "guard.unowned",
    version: "1",
    title: "Somebody answers for it",
    explanation: "An agent that nobody active answers for is denied everything until an owner is named.",
    text: `forbid (principal, action, resource) unless { principal.owned };`,
  },
  {
    id: "guard.tool-state",
    version: "1",
    title: "Only accepted tools",
    explanation:
      "A tool works as a person accepted it. In quarantine, blocked, or no longer listed by its server, it is denied.",
    text: `forbid (principal, action, resource) when { resource.state != "accepted" };`,
  },
];
