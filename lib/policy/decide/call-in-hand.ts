import type { Context } from "@/lib/context";
import type { SqlTx } from "@/lib/db";
import { CountersignError, isCountersignError } from "@/lib/errors";
import { answerCall, denied, type Ground } from "./answer";
import type { DecisionPoint } from "./decision-point";
import { type Decided, type DecisionCaller, type Made, recordDecision, recordDecisionWithin } from "./record";
import type { Answer, ApprovalFacts, Call } from "./types";

/** One call between its question and its answer: the state it is decided on is taken once, and so is the kill epoch. */
export class CallInHand {
  readonly call: Call;
  readonly #point: DecisionPoint;
  readonly #ctx: Context;
  readonly #caller: DecisionCaller;
  readonly #ground: Ground;
  readonly #killEpoch: bigint;
  readonly #snapshot: bigint;
  readonly #started = performance.now();

  /** @throws CountersignError `unavailable` when nothing may be decided here */
  constructor(point: DecisionPoint, ctx: Context, { call, caller }: { call: Call; caller: DecisionCaller }) {
    point.assertFresh();
    this.call = call;
    this.#point = point;
    this.#ctx = ctx;
    this.#caller = caller;
    this.#killEpoch = point.killEpoch;
    this.#snapshot = point.snapshot.number;
    this.#ground = point.groundFor(call);
  }

  /**
   * What the call is answered, with an approval in the request where there is one.
   * @throws CountersignError `invalid` for a call that cannot be decided about; `unavailable` when deciding failed, on record
   */
  async answer(approval: ApprovalFacts | null = null): Promise<Answer> {
    try {
      return answerCall(approval ? { ...this.#ground, approval } : this.#ground, this.call, this.#ctx.now);
    } catch (error) {
      if (isCountersignError(error) && error.code === "invalid") throw error;
      await this.record(denied("failure"));
      throw new CountersignError("unavailable", "This call could not be decided, so it is denied.");
    }
  }

  /** The version of a policy that is in force; empty: none is. */
  policyVersion(id: string): string {
    return this.#ground.policyVersion(id);
  }

  /** Records the answer, alone, and resolves once it is committed. */
  record(answer: Answer): Promise<Decided> {
    return recordDecision(this.#ctx, this.#made(answer));
  }

  /** Records it in the caller's transaction, to stand or fall with what else is there. */
  recordWithin(tx: SqlTx, answer: Answer, on: { id?: string; approval?: ApprovalFacts | null } = {}): Promise<Decided> {
    const { id, approval = null } = on;
    return recordDecisionWithin(tx, this.#ctx, { ...this.#made(answer, approval), ...(id ? { id } : {}) });
  }

  /**
   * Whether a kill switch was thrown over the call since it was taken in hand: recording takes a while, and what was let through
   * must still be let through at the moment of answering.
   * @throws CountersignError `unavailable` when that cannot be known
   */
  isKilledMeanwhile(): boolean {
    this.#point.assertFresh();
    if (this.#point.killEpoch === this.#killEpoch) return false;
    return this.#point.stopping(this.call, [this.#ground.agent, ...this.#ground.chain]) !== null;
  }

  /** Notes that the grants were used; what people try at the test bench counts for nothing. */
  noteUse(entitlementIds: readonly string[]): void {
    if (this.#caller.kind !== "person") this.#point.snapshot.noteUse(entitlementIds);
  }

  #made(answer: Answer, approval: ApprovalFacts | null = null): Made {
    const durationMicros = Math.round((performance.now() - this.#started) * 1_000);
    const ground = approval ? { ...this.#ground, approval } : this.#ground;
    return { call: this.call, caller: this.#caller, ground, answer, durationMicros, snapshot: this.#snapshot };
  }
}
