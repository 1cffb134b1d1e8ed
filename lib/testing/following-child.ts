// A worker that follows the log and dies by itself (as by `kill -9`) at the n-th statement like the one that it was told: as it is about to
// send it, or when it has sent it and knows no answer.
import pg from "pg";
import { COUNTS } from "@/lib/audit/follow/counts/counts";
import { startFollowers } from "@/lib/audit/follow/follow-log";
import { SEARCH } from "@/lib/audit/follow/words/words";
import { USAGE } from "@/lib/usage/usage";

const [, , pattern = "", nth = "1", moment = "before"] = process.argv;
let left = Number(nth);
const send = pg.Client.prototype.query as (...given: unknown[]) => unknown;

pg.Client.prototype.query = function query(this: pg.Client, ...given: unknown[]) {
  const [asked] = given as [string | { text?: string }];
  const text = typeof asked === "string" ? asked : (asked?.text ?? "");
  const fatal = text.includes(pattern) && --left === 0;
  if (fatal && moment === "before") process.kill(process.pid, "SIGKILL");
  const answer = send.apply(this, given);
  if (fatal) setImmediate(() => process.kill(process.pid, "SIGKILL"));
  return answer;
} as typeof pg.Client.prototype.query;

process.send?.("following");
await startFollowers({
  signal: new AbortController().signal,
  followers: [COUNTS, SEARCH, USAGE],
  onProblem: (error) => console.error(error),
});
