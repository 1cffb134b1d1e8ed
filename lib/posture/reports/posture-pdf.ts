import type { Context } from "@/lib/context";
import { env } from "@/lib/env";
import { instant, literal, renderPdf } from "@/lib/packs";
import { readPosture } from "../read-posture";
import type { PostureInput } from "../schema";
import { contentOf } from "./content";

/**
 * The posture as a report on paper, two pages of A4: the numbers that the caller sees on the page at this moment, and no others.
 * @throws CountersignError as `readPosture`
 */
export async function posturePdf(ctx: Context, input: PostureInput = {}): Promise<{ pdf: Buffer; asOf: string }> {
  const posture = await readPosture(ctx, input);
  const { asOf, team } = posture;
  const pdf = await renderPdf({
    title: team ? `Posture: ${literal(team.name)}` : "Posture",
    at: asOf,
    foot: `Posture, as of ${instant(asOf)}`,
    content: contentOf(posture, env().COUNTERSIGN_URL),
  });
  return { pdf, asOf };
}
