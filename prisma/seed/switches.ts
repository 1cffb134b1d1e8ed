import { db } from "@/lib/db";
import { liftSwitch, requestLift, throwSwitch } from "@/lib/incidents";
import { LivePoint } from "@/lib/policy";
import { contextOf } from "./organisation";
import { daysBefore } from "./time";

const DRILL = "Quarterly drill: does every decision point hear of it, and how soon?";
const STOPPED = "It proposed the same carrier invoice for payment twice within an hour; nobody knows why yet.";
const SAFE_AGAIN =
  "Cause found: the carrier had sent one invoice under two file names. The matcher compares amounts and bookings now, and ran clean on last week's invoices.";

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
    const where = { name: "Invoice matcher", environment: "production" as const, status: "active" as const };
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
    await requestLift(contextOf("marta", later(5)), { id, version: await version(), reason: SAFE_AGAIN });
    await liftSwitch(contextOf("ines", later(6)), { id, version: await version() });
  } finally {
    await Promise.all(points.map((point) => point.close()));
  }
}
