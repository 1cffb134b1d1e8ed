import { db } from "@/lib/db";
import { liftSwitch, requestLift, throwSwitch } from "@/lib/incidents";
import { LivePoint } from "@/lib/policy";
import { contextOf } from "./organisation";
import { daysBefore } from "./time";

const DRILL = "Quarterly drill: does every decision point hear of it, and how soon?";
const STOPPED = "It drafted final reminders to customers who had paid; nobody knows why yet.";
const SAFE_AGAIN =
  "Cause found: the bank feed was a day late, so payments were missing. It reads the date of the feed now and drafts nothing when it is older than a day.";

/** One drill, and one agent that was stopped in earnest and let go again by a third person. The times to kill are measured. */
export async function seedSwitches(now: Date): Promise<void> {
  if ((await db().killSwitch.count()) > 0) return;
  const points = await Promise.all(["api", "api", "console"].map((kind) => LivePoint.open(kind)));
  try {
    await throwSwitch(contextOf("henrik", daysBefore(now, 41)), {
      targetKind: "everything",
      drill: true,
      reason: DRILL,
    });
    const where = { name: "Dunning letter drafter", environment: "production" as const, status: "active" as const };
    const agent = await db().agent.findFirstOrThrow({ where, select: { id: true, name: true } });
    const thrownAt = daysBefore(now, 17);
    const later = (hours: number) => new Date(thrownAt.getTime() + hours * 3_600_000);
    const { id } = await throwSwitch(contextOf("henrik", thrownAt), {
      targetKind: "agent",
      target: agent.id,
      reason: STOPPED,
      confirmation: agent.name,
    });
    const version = async () => (await db().killSwitch.findUniqueOrThrow({ where: { id } })).version;
    await requestLift(contextOf("sofia", later(5)), { id, version: await version(), reason: SAFE_AGAIN });
    await liftSwitch(contextOf("ines", later(6)), { id, version: await version() });
  } finally {
    await Promise.all(points.map((point) => point.close()));
  }
}
