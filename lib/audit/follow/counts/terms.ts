/**
 * Tools and policies are named by whoever reports: so many different names are counted by name, first come, first counted, and
 * everything after them as one, under the name "". Agents and actors are ours.
 */
export const MOST_NAMES = { tool: 20_000, policy: 2_000 } as const;
export const OTHERS = "";
