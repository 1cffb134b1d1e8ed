// Runs once per start, before the programs: seeds the demo organisation if that has not happened, or makes the link by which
// the first administrator signs in. Built to dist/prepare.js; answers the supervisor over the channel.
import { closeDatabase } from "@/lib/db";
import { env } from "@/lib/env";
import { ensureSetupLink } from "@/lib/people";
import { seedDemo } from "@/prisma/seed";
import { DEMO_PEOPLE } from "@/prisma/seed/people";

/** What the operator is told: whom the demo offers to continue as, or the link of the first sign-in while it is open. */
export interface Prepared {
  signIns: readonly { name: string; role: string }[];
  setupLink: string | null;
}

async function prepare(): Promise<Prepared> {
  if (env().COUNTERSIGN_DEMO === "0") return { signIns: [], setupLink: await ensureSetupLink() };
  await seedDemo();
  return { signIns: DEMO_PEOPLE.map(({ name, role }) => ({ name, role })), setupLink: null };
}

const prepared = await prepare();
await closeDatabase();
process.send?.(prepared);
process.disconnect?.();
