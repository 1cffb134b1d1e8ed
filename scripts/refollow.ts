// `refollow`: what stands apart from the audit log and follows it is emptied, and made anew by the worker.
import { COUNTS, resetFollower, SEARCH } from "@/lib/audit";
import { USAGE } from "@/lib/usage";
import { UsageError } from "./cli-errors";

const FOLLOWERS = [COUNTS, SEARCH, USAGE];

/** @returns 0 when it is empty; the worker follows from the first event on, some tens of thousands a second */
export async function runRefollow(args: string[]): Promise<number> {
  const [name] = args;
  const follower = FOLLOWERS.find((one) => one.name === name);
  if (!follower || args.length !== 1) {
    throw new UsageError(`Say which: ${FOLLOWERS.map((one) => one.name).join(", ")}.`);
  }
  await resetFollower(follower);
  console.log(`"${follower.name}" is empty; the worker makes it anew from the first event of the log.`);
  return 0;
}
