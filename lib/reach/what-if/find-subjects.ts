import { requireReach, visibility } from "@/lib/access";
import type { Context } from "@/lib/context";
import { cleanLine } from "@/lib/text";
import { selectSubjects } from "./queries";

const LONGEST = 100;

/** Servers or credentials whose names contain the text, for choosing one; those that most agents use first. */
export async function findSubjects(
  ctx: Context,
  kind: "server" | "credential",
  q: string,
): Promise<{ name: string; address: string; agents: number }[]> {
  requireReach(ctx, "resources.read");
  return selectSubjects(visibility(ctx.actor, "agents.read"), kind, cleanLine(q.slice(0, LONGEST), LONGEST));
}
