// Runs once per start, before the programs: seeds the demo organisation if that has not happened, or makes the link by which
// the first administrator signs in. Built to dist/prepare.js; answers the supervisor over the channel.
import { assertDurableServer } from "@/lib/audit";
import { closeDatabase } from "@/lib/db";
import { env } from "@/lib/env";
import { isCountersignError } from "@/lib/errors";
import { ensureSetupLink } from "@/lib/people";
import { seedDemo } from "@/prisma/seed";
import { DEMO_PEOPLE } from "@/prisma/seed/people";

/** What the operator is told: whom the demo offers to continue as, or the link of the first sign-in while it is open. */
export interface Prepared {
  signIns: readonly { name: string; role: string }[];
  setupLink: string | null;
}

async function prepare(): Promise<Prepared> {
  await assertDurableServer();
  if (env().COUNTERSIGN_DEMO === "0") return { signIns: [], setupLink: await ensureSetupLink() };
  await seedDemo();
  return { signIns: DEMO_PEOPLE.map(({ name, role }) => ({ name, role })), setupLink: null };
}

/** The answer to the supervisor; a refusal of ours travels as its sentence, anything else ends in the log with its stack. */
export type Answer = { prepared: Prepared } | { refusal: string };

async function answer(): Promise<Answer> {
  try {
    return { prepared: await prepare() };
  } catch (error) {
    if (isCountersignError(error)) return { refusal: error.message };
    throw error;
  } finally {
    await closeDatabase();
  }
}

process.send?.(await answer());
process.disconnect?.();
