import { MOVES } from "@/lib/approvals/rules";
import type { Status } from "@/lib/approvals/terms";
import type { Answered } from "./race-child";

/** What the database has of one race, when everything is written down and numbered. */
export interface Recorded {
  id: string;
  status: Status;
  statusReason: string;
  /** Types of its events in the order of their numbers in the log. */
  events: string[];
  consumedAt: Date | null;
  approvedUntil: Date | null;
  /** Decisions that name it as used. */
  uses: number;
}

const TO: Readonly<Record<string, Status>> = {
  "approval.approved": "approved",
  "approval.denied": "denied",
  "approval.expired": "expired",
  "approval.cancelled": "cancelled",
  "approval.superseded": "superseded",
  "approval.revoked": "revoked",
  "approval.lapsed": "lapsed",
  "approval.consumed": "consumed",
  "approval.failed": "failed",
};

/** What whoever wins moves it to. */
const WON: Readonly<Record<Exclude<Answered["act"], "kill">, Status>> = {
  approve: "approved",
  deny: "denied",
  cancel: "cancelled",
  use: "consumed",
  withdraw: "revoked",
};

/** Refusals of a use, by the state that each names. */
const NAMED: Readonly<Record<string, readonly Status[]>> = {
  grant_pending: ["pending"],
  already_consumed: ["consumed", "failed"],
  approval_expired: ["expired", "lapsed"],
};

/** What is wrong with how a race went; nothing where it went as it must. */
export function faultsOf(race: Recorded, answers: readonly Answered[]): string[] {
  const faults: string[] = [];
  const path = race.events.flatMap((type) => TO[type] ?? []);
  const states: Status[] = ["pending", ...path];
  path.forEach((to, at) => {
    if (!MOVES[states[at] as Status].includes(to)) faults.push(`${states[at]} → ${to} is no move`);
  });
  if (states.at(-1) !== race.status) faults.push(`the log ends in ${states.at(-1)}, the row in ${race.status}`);
  faults.push(...winnersOf(race, path, answers));
  if (race.uses > 1) faults.push("used twice");
  if (race.consumedAt && race.approvedUntil && race.consumedAt >= race.approvedUntil) faults.push("used late");
  const killed = answers.some(({ act }) => act === "kill");
  for (const { act, won, said } of answers) {
    if (!won && !isTold(said, { states, killed, act })) faults.push(`${act} was told ${said} on ${states.join(" → ")}`);
  }
  return faults;
}

/** Each move has exactly one winner, unless time or a switch made it. */
function winnersOf(race: Recorded, path: readonly Status[], answers: readonly Answered[]): string[] {
  const faults: string[] = [];
  for (const act of Object.keys(WON) as (keyof typeof WON)[]) {
    const winners = answers.filter((one) => one.act === act && one.won).length;
    const moves = path.filter((to) => to === WON[act]).length;
    const byOthers = race.statusReason === "killed" || race.statusReason === "agent_stopped" ? 1 : 0;
    const prepared = act === "approve" && !answers.some((one) => one.act === "approve") ? 1 : 0;
    if (winners > moves) faults.push(`${winners} were told that they had ${act}, and ${moves} moves were written`);
    else if (winners < moves - byOthers - prepared) faults.push(`nobody was told of ${moves} × ${WON[act]}`);
  }
  return faults;
}

function isTold(
  said: string,
  { states, killed, act }: { states: readonly Status[]; killed: boolean; act: string },
): boolean {
  // Where an agent is being stopped, whoever asks about it may be told that, or to come again.
  if (killed && (said === "policy_denied" || said === "error unavailable" || said === "error conflict")) return true;
  if (act !== "use" && said === "pending") return false;
  const named = NAMED[said] ?? [said as Status];
  return named.some((status) => states.includes(status));
}
