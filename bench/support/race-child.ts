// One API process of the races: it does what it is told at the instant it is told, and tells what came of it. Instants are those of
// the machine's steady clock, which all its processes share.
import {
  ApprovalConflict,
  cancelRequest,
  type DecideInput,
  decideApproval,
  evaluateWithApproval,
  revokeApproval,
} from "@/lib/approvals";
import { type Context, contextFor, type Role } from "@/lib/context";
import { isCountersignError } from "@/lib/errors";
import { throwSwitch } from "@/lib/incidents";
import { type Call, decisionPoint, isAllowed } from "@/lib/policy";
import { callerOf, contextOf } from "@/lib/testing/holding";
import type { Machine } from "@/lib/testing/machines";

export type Act = "approve" | "deny" | "cancel" | "use" | "withdraw" | "kill";

export interface Told {
  number: number;
  at: string;
  act: Act;
  approval: { id: string; handle: string; digest: string };
  machine: Machine;
  agentName: string;
  call: Call;
}

export interface Answered {
  number: number;
  act: Act;
  won: boolean;
  /** The recorded state that a loser is told, or why a use was refused. */
  said: string;
  /** Milliseconds. */
  took: number;
}

const SPIN_MILLISECONDS = 2;
const point = await decisionPoint();

process.on("message", (told: Told) => void run(told));
process.on("disconnect", () => process.exit());
process.send?.({ ready: true });

/** Agents that this process has heard of: one that was made a moment ago is denied until its making is known here. */
const known = new Set<string>();

async function run(told: Told): Promise<void> {
  if (!known.has(told.machine.agentId)) await point.catchUp();
  known.add(told.machine.agentId);
  await barrier(BigInt(told.at));
  const began = performance.now();
  const { won, said } = await act(told).catch(lost);
  const { number, act: kind } = told;
  process.send?.({ number, act: kind, won, said, took: performance.now() - began } satisfies Answered);
}

async function barrier(at: bigint): Promise<void> {
  const left = Number(at - process.hrtime.bigint()) / 1e6 - SPIN_MILLISECONDS;
  if (left > 0) await new Promise((resolve) => setTimeout(resolve, left));
  while (process.hrtime.bigint() < at);
}

type Came = Pick<Answered, "won" | "said">;

async function act({ act: kind, approval, machine, agentName, call }: Told): Promise<Came> {
  const { id, handle, digest } = approval;
  switch (kind) {
    case "approve": {
      const vote = { id, digest, answer: "approve", opened: [], dwellMillis: 1_000 } satisfies DecideInput;
      return came(await decideApproval(person("rita", "reviewer"), vote));
    }
    case "deny": {
      const vote = {
        id,
        digest,
        answer: "deny",
        reason: "not_now",
        opened: [],
        dwellMillis: 1_000,
      } satisfies DecideInput;
      return came(await decideApproval(person("otto", "reviewer"), vote));
    }
    case "cancel":
      return came(await cancelRequest(contextOf(machine), { handle, caller: callerOf(machine) }));
    case "withdraw":
      return came(await revokeApproval(person("rita", "reviewer"), { id, reason: "Not after all." }));
    case "kill": {
      const wanted = {
        targetKind: "agent",
        target: machine.agentId,
        reason: "A race",
        confirmation: agentName,
      } as const;
      await throwSwitch(person("sven", "ciso"), wanted);
      return { won: true, said: "killed" };
    }
    case "use": {
      const caller = { kind: "agent", id: machine.agentId } as const;
      const asked = { call, caller, reference: { handle }, useKey: `${process.pid} ${performance.now()}` };
      const { decided, refusal } = await evaluateWithApproval(point, contextOf(machine), asked);
      return { won: isAllowed(decided), said: refusal ?? "consumed" };
    }
  }
}

const came = ({ status }: { status: string }): Came => ({ won: true, said: status });

function lost(error: unknown): Came {
  if (error instanceof ApprovalConflict) return { won: false, said: error.status };
  const more = (error as { more?: { [name: string]: string } }).more?.["urn:countersign:status"];
  if (more) return { won: false, said: more };
  return { won: false, said: isCountersignError(error) ? `error ${error.code}` : `error ${String(error)}` };
}

function person(name: string, role: Role): Context {
  return contextFor({ kind: "user", id: `per_${name}`, sessionId: "ses_race", grants: [{ role, teamId: null }] });
}
