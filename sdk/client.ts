import { type ApprovalOptions, Approvals, type Approved, type EvaluationOf, type Wanted } from "./approvals.ts";
import { type Decision, noAnswer, readDecision } from "./decision.ts";
import { Denied } from "./denied.ts";
import { Door, documentOf } from "./door.ts";
import { BUILT_IN, type ObligationHandlers } from "./obligations.ts";
import { type Happened, type Reported, type ReportOptions, report } from "./report.ts";
import { type Identity, TokenError, Tokens } from "./token.ts";
import { Workflow } from "./workflow.ts";

export interface ClientOptions extends Identity {
  /** The machines' door, for instance http://localhost:3001. */
  url: string;
  /** The agent's id (`agt_…`). */
  agentId: string;
  /** What can be carried out beside `mask`, `redact` and `limit`. */
  obligations?: ObligationHandlers;
  /** How long an answer may take, 5,000 ms unless told: without one nothing runs. */
  timeoutMilliseconds?: number;
  /** What becomes of calls that people have to approve first. */
  approvals?: ApprovalOptions;
}

/** One call that wants to be decided. */
export interface Ask {
  server: string;
  tool: string;
  arguments: Record<string, unknown>;
  /** A sentence on what the work is for. */
  purpose?: string;
  /** Obligations that can be carried out for this call, beside those of the client. */
  canDo?: readonly string[];
}

/** What happened before this call in the same work: it is what tells a person's wish from an injected one. */
export interface Past {
  request: string | null;
  personId: string | null;
  earlier: readonly { server: string; tool: string; arguments: Record<string, unknown>; result: string | null }[];
}

/** A call that was let through without anybody having to approve it. */
export interface Granted {
  handle: null;
  decision: Decision;
  arguments: Readonly<Record<string, unknown>>;
}

export interface Waiting {
  /** Calls the waiting off; the request goes on, and can be gone on with by its handle. */
  signal?: AbortSignal | undefined;
}

const NO_PAST: Past = { request: null, personId: null, earlier: [] };

/** An agent's way to Countersign. */
export class Client {
  readonly obligations: ObligationHandlers;
  readonly #options: ClientOptions;
  /** What waits for people: requests, and reports of what came of them. */
  readonly approvals: Approvals;
  readonly #timeout: number;
  readonly #door: Door;

  constructor(options: ClientOptions) {
    this.#options = options;
    const url = options.url.replace(/\/+$/, "");
    this.#timeout = options.timeoutMilliseconds ?? 5_000;
    this.#door = new Door(url, new Tokens(url, options, this.#timeout));
    this.approvals = new Approvals(this.#door, options.approvals ?? {}, this.#timeout);
    this.obligations = { ...BUILT_IN, ...options.obligations };
  }

  /** Begins a piece of work: say the person's request in their own words, and every call in it is judged by it. */
  begin(work: { request?: string; personId?: string } = {}): Workflow {
    return new Workflow(this, work);
  }

  /** Asks whether the call may run. Every failure (no token, no connection, no time, no sense) is a denial. */
  async ask(call: Ask, past: Past = NO_PAST): Promise<Decision> {
    const body = this.#evaluation(call, past)(call.arguments);
    try {
      return await decisionOf(
        await this.#door.send({ method: "POST", path: "/access/v1/evaluation", body, milliseconds: this.#timeout }),
      );
    } catch (error) {
      const said = error instanceof TokenError ? error.message : `No decision: ${String(error)}`;
      return noAnswer(said);
    }
  }

  /**
   * As `ask`; where people may approve what was denied, it asks them and waits (option `approvals`).
   * @throws Denied, and NotApproved with a handle when people said no, or nothing in time; the signal's reason
   */
  async askAndWait(call: Ask, past: Past = NO_PAST, { signal }: Waiting = {}): Promise<Approved | Granted> {
    const decision = await this.ask(call, past);
    if (decision.allowed) return { handle: null, decision, arguments: call.arguments };
    if (!decision.requestable || !this.approvals.waits) throw new Denied(call.tool, decision);
    return this.approvals.request(this.#wanted(call, past, signal), decision);
  }

  /**
   * Goes on with a request that was made before, perhaps by a process that is gone, for the very same call.
   * @throws NotApproved; the signal's reason
   */
  resume(handle: string, call: Ask, past: Past = NO_PAST, { signal }: Waiting = {}): Promise<Approved> {
    return this.approvals.resume(handle, this.#wanted(call, past, signal));
  }

  /**
   * Says what happened: in batches, and again with the same ids until it is answered. Read `status` of each: a refused one says why.
   * @throws NotReported with the events that have no answer; TokenError
   */
  report(events: Happened | readonly Happened[], options: ReportOptions = {}): Promise<Reported[]> {
    const all = Array.isArray(events) ? (events as readonly Happened[]) : [events as Happened];
    return report({ door: this.#door, milliseconds: this.#timeout }, all, options);
  }

  #wanted(call: Ask, past: Past, signal: AbortSignal | undefined): Wanted {
    return { tool: call.tool, args: call.arguments, evaluationOf: this.#evaluation(call, past), signal };
  }

  #evaluation(call: Ask, past: Past): EvaluationOf {
    return (args) => ({
      subject: { type: "agent", id: this.#options.agentId },
      action: { name: "call" },
      resource: { type: "tool", id: `${call.server}/${call.tool}`, properties: { arguments: args } },
      context: {
        ...(call.purpose ? { purpose: call.purpose } : {}),
        workflow: { request: past.request, personId: past.personId, earlier: past.earlier },
        can_do: [...Object.keys(this.obligations), ...(call.canDo ?? [])],
      },
    });
  }
}

async function decisionOf(response: Response): Promise<Decision> {
  const body = await documentOf(response);
  if (response.ok) return readDecision(body);
  const detail = typeof body.detail === "string" ? body.detail : "";
  return noAnswer(`No decision: status ${response.status}. ${detail}`.trim());
}
