// A worker that carries out and proves one campaign, and dies by itself (as by `kill -9`) when it is about to send the statement that it
// was told: what was committed before stands, what was not is gone.
import pg from "pg";
import { applyDue } from "@/lib/campaigns/closing/apply-due";
import { verifyDue } from "@/lib/campaigns/closing/verify-due";
import { systemContext } from "@/lib/context";
import { closeDatabase } from "@/lib/db";
import { closeDecisionPoint } from "@/lib/policy";

const [, , campaignId = "", pattern = ""] = process.argv;
const fatal = pattern ? new RegExp(pattern, "s") : null;
const send = pg.Client.prototype.query as (...given: unknown[]) => unknown;

pg.Client.prototype.query = function query(this: pg.Client, ...given: unknown[]) {
  const [asked] = given as [string | { text?: string }];
  const text = typeof asked === "string" ? asked : (asked?.text ?? "");
  if (fatal?.test(text)) process.kill(process.pid, "SIGKILL");
  return send.apply(this, given);
} as typeof pg.Client.prototype.query;

await applyDue(systemContext("worker"), campaignId);
await verifyDue(systemContext("worker"), campaignId);
await closeDecisionPoint();
await closeDatabase();
