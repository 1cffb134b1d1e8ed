// `replay`: recorded traffic through the shipped policy (Z12). Needs no database, no network and no settings.
import fs from "node:fs";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { createGzip } from "node:zlib";
import { CountersignError } from "@/lib/errors";
import { type Answer, type EarlierCall, Rehearsal } from "@/lib/policy";
import { UsageError } from "./cli-errors";
import { unwritable } from "./json-lines";
import { type CallRow, callRow, type Problems, resultRow, rowsOf, sessionRow, toolRow } from "./replay-rows";

const REPLAY_USAGE = "replay --tools FILE --sessions FILE --calls FILE [--results FILE] --out FILE";

interface Files {
  tools: string;
  sessions: string;
  calls: string;
  results?: string | undefined;
  out: string;
}

/** Nothing of the shipped policy depends on the time; a fixed one makes that sure. */
const AT = new Date(0);

/** @returns 0 every row was answered, 1 some rows could not be read (said on stderr, by file and line) */
export async function runReplay(args: string[]): Promise<number> {
  const files = readArgs(args);
  const problems: Problems = { count: 0 };
  const recording = await readRecording(files, problems);
  const tally = { allow: 0, step_up: 0, deny: 0 };
  const lines = answersOf(recording, tally);
  const out = fs.createWriteStream(files.out);
  try {
    if (files.out.endsWith(".gz")) await pipeline(lines, createGzip(), out);
    else await pipeline(lines, out);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw code === undefined || error instanceof CountersignError ? error : unwritable(files.out, code);
  }
  console.error(`${tally.allow} allowed, ${tally.step_up} need approval, ${tally.deny} denied`);
  return problems.count === 0 ? 0 : 1;
}

function readArgs(args: string[]): Files {
  const text = { type: "string" } as const;
  const options = { tools: text, sessions: text, calls: text, results: text, out: text };
  let values: { [key in keyof typeof options]?: string | undefined };
  try {
    values = parseArgs({ args, options }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  const { tools, sessions, calls, results, out } = values;
  if (!tools || !sessions || !calls || !out) throw new UsageError(`Name the files: ${REPLAY_USAGE}`);
  return { tools, sessions, calls, results, out };
}

interface Recording {
  rehearsal: Rehearsal;
  requests: ReadonlyMap<string, string | null>;
  results: ReadonlyMap<string, string>;
  /** By session, in the order of the calls. */
  calls: ReadonlyMap<string, readonly CallRow[]>;
}

async function readRecording(files: Files, problems: Problems): Promise<Recording> {
  const rehearsal = new Rehearsal();
  for await (const tool of rowsOf(files.tools, toolRow, problems)) rehearsal.add(tool);
  const requests = new Map<string, string | null>();
  for await (const { session_id, user_prompt } of rowsOf(files.sessions, sessionRow, problems)) {
    requests.set(session_id, user_prompt ?? null);
  }
  const results = new Map<string, string>();
  if (files.results)
    for await (const { ref, text } of rowsOf(files.results, resultRow, problems)) results.set(ref, text);
  const calls = new Map<string, CallRow[]>();
  for await (const call of rowsOf(files.calls, callRow, problems)) {
    // The recording shows that the agent had it, though nobody listed it: it counts as what its name says.
    if (call.executed) rehearsal.addUnlisted(call.server, call.tool, Object.keys(call.args));
    const session = calls.get(call.session_id);
    if (session) session.push(call);
    else calls.set(call.session_id, [call]);
  }
  for (const session of calls.values()) session.sort((a, b) => a.order - b.order);
  return { rehearsal, requests, results, calls };
}

type Outcome = "allow" | "step_up" | "deny";

function* answersOf({ rehearsal, requests, results, calls }: Recording, tally: Record<Outcome, number>) {
  for (const [session_id, session] of calls) {
    const earlier: EarlierCall[] = [];
    for (const { order, server, tool, args, result_ref, result } of session) {
      const call = { server, tool, arguments: args, request: requests.get(session_id) ?? null, earlier };
      const row = answered(rehearsal, call);
      tally[row.outcome]++;
      yield `${JSON.stringify({ session_id, order, ...row })}\n`;
      earlier.push({ server, tool, arguments: args, result: result ?? results.get(result_ref ?? "") ?? null });
    }
  }
}

function answered(rehearsal: Rehearsal, call: Parameters<Rehearsal["answer"]>[0]) {
  try {
    const answer = rehearsal.answer(call, AT);
    return { outcome: outcomeOf(answer), because: becauseOf(answer), provenance: answer.provenance };
  } catch (error) {
    if (!(error instanceof CountersignError)) throw error;
    return { outcome: "deny" as const, because: [error.message], provenance: null };
  }
}

function outcomeOf({ outcome }: Answer): Outcome {
  return outcome === "allow_with_warning" ? "allow" : outcome;
}

const WORST_FIRST = ["nowhere", "untrusted", "derived", "trusted", "standing", "stated"];

/** The policy's reasons, then what was noticed, then the arguments that matter, those first that speak against it. */
function becauseOf({ outcome, reason, stepUp, provenance }: Answer): string[] {
  const mattering = provenance.arguments
    .filter((each) => each.matters)
    .sort((a, b) => WORST_FIRST.indexOf(a.origin) - WORST_FIRST.indexOf(b.origin))
    .map(({ because }) => because);
  if (outcome === "deny") return [`Denied: ${reason.replaceAll("_", " ")}.`, ...provenance.signs];
  return [...(stepUp?.reasons ?? []), ...provenance.signs, ...mattering];
}
