import { type Decision, noAnswer, object, readDecision } from "./decision.ts";
import { type ApprovalEnd, NotApproved } from "./denied.ts";
import { type Door, documentOf, pause } from "./door.ts";

export interface ApprovalOptions {
  /** Whether a call that people may approve waits for them, true unless told. Otherwise it is denied at once. */
  wait?: boolean;
  /** For how long, 15 minutes unless told; the request itself may end before. */
  timeoutMilliseconds?: number;
  /** Why the agent wants it, in its own words, for the people who decide. */
  justification?: string;
  /** Called once when a request waits: keep `handle` where a restart finds it. `reviewUrl` is for people. */
  onWaiting?: (handle: string, reviewUrl: string | null) => void;
}

/** A call that people approved and that was let through: run `arguments` and nothing else, once. */
export interface Approved {
  handle: string;
  decision: Decision;
  /** Frozen to the last level. A reviewer may have made them less than what was asked for. */
  arguments: Readonly<Record<string, unknown>>;
}

/** The four parts of an evaluation; made anew for other arguments. */
export type EvaluationOf = (args: Readonly<Record<string, unknown>>) => {
  resource: object;
  context: object;
  [part: string]: unknown;
};

export interface Wanted {
  tool: string;
  args: Readonly<Record<string, unknown>>;
  evaluationOf: EvaluationOf;
  signal?: AbortSignal | undefined;
}

interface Task {
  /** Countersign's own word where it gives one: superseded, revoked and lapsed are more exact than the profile's. */
  status: string;
  sentence: string;
  reviewUrl: string | null;
  approval: Record<string, unknown> | null;
  effective: Record<string, unknown> | null;
}

const REQUESTS = "/access/v1/requests";
const WAIT_MILLISECONDS = 900_000;
/** One look waits so long at the door. */
const LOOK_SECONDS = 25;
const PAUSE_MILLISECONDS = 1_000;
const MOST_USES = 5;

const ENDS: Readonly<Record<string, ApprovalEnd>> = {
  denied: "denied",
  expired: "expired",
  lapsed: "expired",
  cancelled: "cancelled",
  revoked: "cancelled",
  superseded: "superseded",
};

/** Asks people, waits for them, and asks again with what they said (AuthZEN Access Request and Approval Profile). */
export class Approvals {
  readonly #door: Door;
  readonly #options: ApprovalOptions;
  readonly #timeout: number;

  constructor(door: Door, options: ApprovalOptions, timeoutMilliseconds: number) {
    this.#door = door;
    this.#options = options;
    this.#timeout = timeoutMilliseconds;
  }

  get waits(): boolean {
    return this.#options.wait ?? true;
  }

  /** @throws NotApproved for every way in which it comes to nothing; the signal's reason */
  async request(wanted: Wanted, denied: Decision): Promise<Approved> {
    const handle = await this.#submit(wanted, denied);
    return this.resume(handle, wanted, denied);
  }

  /** Goes on with a request that was made before, perhaps by a process that is gone. @throws NotApproved; the signal's reason */
  async resume(handle: string, wanted: Wanted, asked: Decision = noAnswer("")): Promise<Approved> {
    const until = performance.now() + (this.#options.timeoutMilliseconds ?? WAIT_MILLISECONDS);
    const end = (status: ApprovalEnd, sentence: string, decision = asked) =>
      new NotApproved(wanted.tool, { ...decision, allowed: false, sentence }, { status, handle });
    const task = await this.#wait(handle, until, wanted.signal);
    if (!task) throw end("timed_out", "Nobody has answered yet: the request goes on waiting.");
    if (task.status === "unknown_task") throw end("refused", task.sentence);
    if (!task.approval) throw end(ENDS[task.status] ?? "refused", task.sentence);
    const args = deepFrozen(structuredClone(task.effective ?? wanted.args));
    const decision = await this.#use(task.approval, args, wanted);
    if (decision.allowed) return { handle, decision, arguments: args };
    throw end(endOf(decision), decision.sentence, decision);
  }

  /** Says what came of it. Where nobody hears it, the outcome stands as unknown until a person looks. */
  async report(handle: string, outcome: "executed" | "failed" | "unknown", receipt: object): Promise<void> {
    const path = `${REQUESTS}/${encodeURIComponent(handle)}/outcome`;
    const body = { outcome, receipt };
    for (let attempt = 0; attempt < 2; attempt++) {
      const sent = await this.#door.send({ method: "POST", path, body, milliseconds: this.#timeout }).catch(() => null);
      await sent?.body?.cancel();
      if (sent && sent.status < 500) return;
    }
  }

  async #submit({ tool, args, evaluationOf, signal }: Wanted, denied: Decision): Promise<string> {
    const { requestable, reason } = denied;
    if (!requestable) throw new NotApproved(tool, denied, { status: "refused", handle: null });
    const { evaluationId, evaluatedAt, expiresAt, template } = requestable;
    const { justification } = this.#options;
    const body = {
      ...evaluationOf(args),
      denial: {
        evaluation_id: evaluationId,
        ...(evaluatedAt ? { evaluated_at: evaluatedAt } : {}),
        expires_at: expiresAt,
        reason,
        ...(template ? { template } : {}),
      },
      ...(justification ? { requested_access: { "urn:countersign:justification": justification } } : {}),
    };
    // One key for this ask: sent again after a lost answer, it is the same request.
    const headers = { "idempotency-key": crypto.randomUUID() };
    const sending = { method: "POST", path: REQUESTS, body, headers, milliseconds: this.#timeout, signal } as const;
    const said = await this.#twice(() => this.#door.send(sending), signal);
    const found = said && (await documentOf(said));
    const task = object(found?.task);
    if (!said?.ok || typeof task.id !== "string") {
      const detail = typeof found?.detail === "string" ? found.detail : "The door for requests did not answer.";
      const sentence = `${denied.sentence} No approval could be asked for: ${detail}`;
      throw new NotApproved(tool, { ...denied, sentence }, { status: "refused", handle: null });
    }
    if (task.status === "pending") this.#options.onWaiting?.(task.id, reviewUrlOf(task));
    return task.id;
  }

  /** Looks until it no longer waits. Null: the time is over. */
  async #wait(handle: string, until: number, signal?: AbortSignal): Promise<Task | null> {
    for (;;) {
      const left = until - performance.now();
      if (left <= 0) return null;
      const began = performance.now();
      const task = await this.#look(handle, Math.min(LOOK_SECONDS, Math.ceil(left / 1_000)), signal);
      if (task && task.status !== "pending") return task;
      // An answer that came at once, or none at all, is not asked for again without a pause.
      const early = performance.now() - began < PAUSE_MILLISECONDS;
      if (early) await pause(Math.min(PAUSE_MILLISECONDS, Math.max(1, until - performance.now())), signal);
    }
  }

  async #look(handle: string, seconds: number, signal?: AbortSignal): Promise<Task | null> {
    try {
      const response = await this.#door.send({
        method: "GET",
        path: `${REQUESTS}/${encodeURIComponent(handle)}`,
        headers: { prefer: `wait=${seconds}` },
        milliseconds: seconds * 1_000 + this.#timeout,
        signal,
      });
      const body = await documentOf(response);
      if (response.status === 404) return unknownTask(body);
      return response.ok ? taskIn(body) : null;
    } catch (error) {
      if (signal?.aborted) throw error;
      return null;
    }
  }

  /** Evaluates with the approval. The same key each time: an answer that was lost is given again, and never a second use. */
  async #use(
    approval: Record<string, unknown>,
    args: Readonly<Record<string, unknown>>,
    { evaluationOf, signal }: Wanted,
  ): Promise<Decision> {
    const evaluation = evaluationOf(args);
    const body = { ...evaluation, context: { ...evaluation.context, approval } };
    const headers = { "idempotency-key": crypto.randomUUID() };
    const path = "/access/v1/evaluation";
    let decision = noAnswer("No decision: the door did not answer.");
    for (let attempt = 0; attempt < MOST_USES; attempt++) {
      if (attempt > 0) await pause(PAUSE_MILLISECONDS, signal);
      const sending = { method: "POST", path, body, headers, milliseconds: this.#timeout, signal } as const;
      const response = await this.#door.send(sending).catch((error: unknown) => {
        if (signal?.aborted) throw error;
        return null;
      });
      if (!response || response.status >= 500) continue;
      decision = readDecision(await documentOf(response));
      if (decision.allowed || decision.nextAction !== "retry") return decision;
    }
    return decision;
  }

  async #twice(send: () => Promise<Response>, signal?: AbortSignal): Promise<Response | null> {
    for (let attempt = 0; attempt < 2; attempt++) {
      try {
        const response = await send();
        if (response.status < 500) return response;
      } catch (error) {
        if (signal?.aborted) throw error;
      }
    }
    return null;
  }
}

function taskIn(body: Record<string, unknown>): Task | null {
  const task = object(body.task);
  if (typeof task.status !== "string") return null;
  const result = object(body.result);
  const own = task["urn:countersign:status"];
  const denial = object(task["urn:countersign:denial"]);
  const because = [denial.reason, denial.text].filter((word) => typeof word === "string" && word !== "").join(": ");
  const said = String(object(task.display).description ?? task.status);
  const effective = result["urn:countersign:effective_arguments"];
  // A completion that is not known is no approval (profile, "PEP Processing Rules").
  const approved = task.status === "approved" && result.mode === "reevaluate";
  return {
    status: task.status === "pending" ? "pending" : typeof own === "string" ? own : task.status,
    sentence: because ? `A person denied it (${because}).` : said,
    reviewUrl: reviewUrlOf(task),
    approval: approved ? object(result.approval) : null,
    effective: effective === undefined ? null : object(effective),
  };
}

function unknownTask(body: Record<string, unknown>): Task {
  const sentence = typeof body.detail === "string" ? body.detail : "There is no such request.";
  return { status: "unknown_task", sentence, reviewUrl: null, approval: null, effective: null };
}

function reviewUrlOf(task: Record<string, unknown>): string | null {
  const { review } = object(task.links);
  return typeof review === "string" ? review : null;
}

function endOf({ reason }: Decision): ApprovalEnd {
  if (reason === "already_consumed") return "used";
  if (reason === "approval_expired") return "expired";
  if (reason === "revoked" || reason === "cancelled") return "cancelled";
  return reason.startsWith("superseded") ? "superseded" : "refused";
}

/** What was approved is what runs: nobody changes it on the way, not even the tool. */
function deepFrozen<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  for (const inner of Object.values(value)) deepFrozen(inner);
  return Object.freeze(value);
}
