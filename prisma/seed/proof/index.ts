import { seedControls, seedGuide } from "./controls";
import { seedErasure } from "./erasure";
import { seedExport } from "./evidence";
import { seedHolds, seedViews } from "./keeping";
import { seedPosture } from "./posture";
import { seedUsage } from "./usage";

/** What shows and proves the rest: reported calls, holds, controls, evidence that was taken home, and the numbers of five weeks. */
export async function seedProof(now: Date): Promise<void> {
  await seedUsage(now);
  await seedHolds(now);
  await seedErasure(now);
  await seedViews(now);
  await seedControls(now);
  await seedExport(now);
  await seedPosture(now);
  await seedGuide(now);
}
