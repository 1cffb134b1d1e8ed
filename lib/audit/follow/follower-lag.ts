import { type FollowerLag, selectLag } from "./store";

/**
 * How far a follower is behind the log: what it shows lacks so many events, the oldest of which is so old. One that was never begun is
 * behind by everything.
 */
export async function lagOf(name: string): Promise<FollowerLag> {
  const [lag] = await selectLag(name);
  return lag ?? { name, behind: 0, seconds: 0 };
}
