import { countEvents, formatSearch } from "@/lib/audit";
import type { Context } from "@/lib/context";
import type { Mention } from "../views";

/** As long as words may be that are searched for. */
const LONGEST = 200;

/**
 * Events in whose free texts somebody's name or address stands as it is written today: others wrote them, and erasure leaves them as
 * they are. Counted as the timeline's search counts, up to 2,000; spelled otherwise they are not found.
 */
export async function mentionsOf(ctx: Context, person: { name: string; email: string }): Promise<Mention[]> {
  const found: Mention[] = [];
  for (const words of [person.name, person.email]) {
    const text = `"${words.replaceAll(/["\\]/g, "\\$&")}"`;
    if (words.trim() === "" || text.length > LONGEST) continue;
    const { count, exact } = await countEvents(ctx, { text });
    if (count > 0) found.push({ text: formatSearch({ text }), events: count, exact });
  }
  return found;
}
