import { type Door, documentOf, pause } from "./door.ts";

/** What happened, as `POST /v1/events` takes it (docs/reporting.md); of the agent that reports, where no other is named. */
export interface Happened {
  /** Made up where none is given; the same for every attempt. */
  id?: string;
  /** Now, where none is given. */
  occurredAt?: string;
  type: "call" | "model" | "message" | "workflow" | "alarm";
  server?: string;
  tool?: string;
  outcome?: "ok" | "error" | "denied" | "cancelled";
  input?: unknown;
  output?: unknown;
  error?: string;
  decisionId?: string;
  approvalId?: string;
  correlationId?: string;
  durationMillis?: number;
  trigger?: "human" | "system" | "schedule";
  [field: string]: unknown;
}

/** What became of one event. */
export interface Reported {
  id: string;
  status: "recorded" | "repeated" | "refused";
  eventId?: string;
  errors?: { field: string; sentence: string; write: string }[];
}

export interface ReportOptions {
  /** How long is tried again before giving up, 60,000 ms unless told. */
  patienceMilliseconds?: number;
  /** Calls the trying off. */
  signal?: AbortSignal;
}

/** What could not be handed over in time. Nothing is lost by reporting the same events again: their ids are in them. */
export class NotReported extends Error {
  readonly events: readonly Happened[];
  constructor(message: string, events: readonly Happened[]) {
    super(message);
    this.name = "NotReported";
    this.events = events;
  }
}

const BATCH = 500;
const FIRST_WAIT_MS = 250;
const MOST_WAIT_MS = 10_000;

/**
 * Reports events in batches, each under an id of its own, and again with the same ids while nobody answers or the answer is to wait:
 * whatever the network does, each is recorded once.
 * @throws NotReported with everything that has no answer; TokenError
 */
export async function report(
  { door, milliseconds }: { door: Door; milliseconds: number },
  events: readonly Happened[],
  { patienceMilliseconds = 60_000, signal }: ReportOptions = {},
): Promise<Reported[]> {
  const until = Date.now() + patienceMilliseconds;
  const named = events.map((event) => ({
    ...event,
    id: event.id ?? crypto.randomUUID(),
    occurredAt: event.occurredAt ?? new Date().toISOString(),
  }));
  const results: Reported[] = [];
  for (let from = 0; from < named.length; from += BATCH) {
    const body = named.slice(from, from + BATCH);
    for (let wait = FIRST_WAIT_MS; ; wait = Math.min(2 * wait, MOST_WAIT_MS)) {
      const answer = await attempt(door, { body, milliseconds, signal });
      if ("results" in answer) {
        results.push(...answer.results);
        break;
      }
      const waitMs = Math.max(answer.waitMs ?? 0, wait * (0.5 + Math.random() / 2));
      if (answer.final || Date.now() + waitMs > until) throw new NotReported(answer.message, named.slice(from));
      await pause(waitMs, signal);
    }
  }
  return results;
}

type Answer = { results: Reported[] } | { message: string; final: boolean; waitMs?: number };

interface Attempt {
  body: readonly Happened[];
  milliseconds: number;
  signal: AbortSignal | undefined;
}

async function attempt(door: Door, { body, milliseconds, signal }: Attempt): Promise<Answer> {
  let response: Response;
  try {
    response = await door.send({ method: "POST", path: "/v1/events", body, milliseconds, signal });
  } catch (error) {
    // No answer says nothing about what was recorded: the same ids again settle it.
    if (signal?.aborted) throw signal.reason;
    return { message: `Nothing was answered: ${String(error)}`, final: false };
  }
  const document = await documentOf(response);
  if (response.ok && Array.isArray(document.results)) return { results: document.results as Reported[] };
  const said = typeof document.detail === "string" ? document.detail : "";
  const seconds = Number(response.headers.get("retry-after"));
  return {
    message: `Status ${response.status}. ${said}`.trim(),
    final: response.status < 500 && response.status !== 429,
    ...(seconds > 0 ? { waitMs: seconds * 1_000 } : {}),
  };
}
