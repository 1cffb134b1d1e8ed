import { db } from "@/lib/db";
import { createPolicy, proposeVersion, publishVersion, rejectVersion, retirePolicy, saveDraft } from "@/lib/policy";
import { contextOf } from "./organisation";
import { POLICIES, type SeedPolicy, type SeedVersion } from "./policy-texts";
import { daysBefore } from "./time";

/** The organisation's own policies: in force with a history, one retired, one rejected, one being written, one that waits. */
export async function seedPolicies(now: Date): Promise<void> {
  for (const policy of POLICIES) {
    if ((await db().policy.count({ where: { name: policy.name } })) === 0) await seedPolicy(policy, now);
  }
}

async function seedPolicy({ name, description, versions, retired }: SeedPolicy, now: Date): Promise<void> {
  const [first, ...later] = versions;
  if (!first) return;
  const content = ({ text, tests }: SeedVersion) => ({ text, tests: [...tests] });
  const written = (version: SeedVersion) => contextOf(version.by, daysBefore(now, version.daysAgo));
  const { id: policyId } = await createPolicy(written(first), { name, description, ...content(first) });
  await settle({ policyId, number: 1, version: 1 }, first, now);
  for (const version of later) {
    const saved = await saveDraft(written(version), { policyId, ...content(version) });
    await settle({ policyId, ...saved }, version, now);
  }
  if (!retired) return;
  const published = versions.length;
  const { number } = await retirePolicy(contextOf(retired.by, daysBefore(now, retired.daysAgo)), {
    policyId,
    published,
    reason: retired.reason,
  });
  const second = contextOf(retired.agreed, daysBefore(now, retired.daysAgo - 1));
  await publishVersion(second, { policyId, number, version: 1 });
}

/** Proposes the version if it was, and decides about it if somebody did. */
async function settle(
  seen: { policyId: string; number: number; version: number },
  { by, daysAgo, note, published, rejected }: SeedVersion,
  now: Date,
): Promise<void> {
  if (!note) return;
  const { version } = await proposeVersion(contextOf(by, daysBefore(now, daysAgo)), { ...seen, note });
  const proposal = { ...seen, version };
  const decided = daysBefore(now, daysAgo - 1);
  if (published) await publishVersion(contextOf(published, decided), proposal);
  if (rejected) await rejectVersion(contextOf(rejected.by, decided), { ...proposal, reason: rejected.reason });
}
