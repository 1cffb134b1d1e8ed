import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { insertNotices } from "@/lib/notices";
import { peopleToTell } from "./store";
import type { TargetKind } from "./terms";

const WATCHING = ["compliance", "ciso"];

export interface Told {
  kind: "switch_thrown" | "switch_lifted" | "switch_lift_requested";
  targetKind: TargetKind;
  target: string;
  name: string;
  /** Beside compliance and the CISO: whom it concerns. */
  personIds: readonly (string | null)[];
  /** Who need not be told: who did it, and for a request who could not answer it. */
  except: readonly (string | null)[];
}

/** Tells the people whom a switch concerns and those who watch over all agents, each once, in the caller's transaction. */
export async function tell(tx: SqlTx, ctx: Context, told: Told): Promise<void> {
  const { kind, targetKind, target, name } = told;
  const concerned = [...new Set(told.personIds.filter((id) => id !== null))];
  const everybody = new Set(await peopleToTell(tx, concerned, WATCHING));
  for (const id of told.except) everybody.delete(id ?? "");
  const content = { name, targetKind };
  const agentId = targetKind === "agent" ? target : null;
  const rows = [...everybody].map((personId) => ({ personId, kind, agentId, content }));
  await insertNotices(tx, rows, ctx.now);
}
