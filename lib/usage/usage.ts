import type { Follower } from "@/lib/audit";
import { addUsage, emptyUsage } from "./store";

/** Calls by hour, agent, server and tool: what was decided of them and what was reported (M4). */
export const USAGE: Follower = { name: "usage", apply: addUsage, empty: emptyUsage };
