import { CountersignError } from "@/lib/errors";
import { actionIn, bytesOf, digestOf } from "../binding";
import type { ApprovalRow } from "../store";
import { isNarrowing } from "./narrowing";

/** What waits now: the bytes that were asked for, or those that somebody made of them by narrowing. */
export function waitingIn(row: Pick<ApprovalRow, "bound" | "digest" | "narrowed" | "narrowedDigest">) {
  const narrowed = row.narrowed !== null && row.narrowedDigest !== null;
  return narrowed
    ? { bytes: row.narrowed as Buffer, digest: row.narrowedDigest as string }
    : { bytes: row.bound, digest: row.digest };
}

/**
 * The same action with these arguments instead.
 * @throws CountersignError `invalid` unless they are those that wait with less of them
 */
export function narrowAction(bytes: Buffer, args: object): { bytes: Buffer; digest: string } {
  const action = actionIn(bytes);
  if (!isNarrowing(action.arguments, args)) {
    throw new CountersignError(
      "invalid",
      "Narrowing lowers an amount or leaves entries of a list out, and changes nothing else.",
    );
  }
  const narrowed = bytesOf({ ...action, arguments: args });
  return { bytes: narrowed, digest: digestOf(narrowed) };
}
