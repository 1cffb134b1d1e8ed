// `classify --tools FILE` or `--permissions FILE`: rates rows of JSON Lines one by one. Needs no database and no settings.
import fs from "node:fs";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { CountersignError } from "@/lib/errors";
import { issuesOf } from "@/lib/parse";
import { classifyPermission, classifyTool, permissionDescriptionSchema, toolDescriptionSchema } from "@/lib/risk";
import { UsageError } from "./cli-errors";
import { linesOf, unwritable } from "./json-lines";

const CLASSIFY_USAGE = "classify --tools FILE | --permissions FILE [--out FILE]";

/** A row's answer, or the sentence that says why there is none. */
type Answer = { rating: object } | { problem: string };

/** @returns 0 every row was rated, 1 some rows could not be read (said on stderr, by line) */
export async function runClassify(args: string[]): Promise<number> {
  const { tools, permissions, out } = readArgs(args);
  const problems = { count: 0 };
  const answers = answersOf(tools ?? permissions ?? "", tools === undefined ? ratePermission : rateTool, problems);
  try {
    if (out === undefined) await pipeline(answers, process.stdout, { end: false });
    else await pipeline(answers, fs.createWriteStream(out));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    // The reader of a pipe may have seen enough.
    if (code !== "EPIPE") throw error instanceof CountersignError || out === undefined ? error : unwritable(out, code);
  }
  return problems.count === 0 ? 0 : 1;
}

async function* answersOf(file: string, rate: (row: object) => Answer, problems: { count: number }) {
  let number = 0;
  for await (const line of linesOf(file)) {
    number++;
    if (line.trim() === "") continue;
    const answer = answerTo(line, rate);
    if ("rating" in answer) yield `${JSON.stringify(answer.rating)}\n`;
    else {
      problems.count++;
      console.error(`line ${number}: ${answer.problem}`);
    }
  }
}

function readArgs(args: string[]): {
  tools?: string | undefined;
  permissions?: string | undefined;
  out?: string | undefined;
} {
  const options = { tools: { type: "string" }, permissions: { type: "string" }, out: { type: "string" } } as const;
  let values: { tools?: string | undefined; permissions?: string | undefined; out?: string | undefined };
  try {
    values = parseArgs({ args, options }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  if ((values.tools === undefined) === (values.permissions === undefined)) {
    throw new UsageError(`Name one file, of tools or of permissions: ${CLASSIFY_USAGE}`);
  }
  return values;
}

function answerTo(line: string, rate: (row: object) => Answer): Answer {
  let row: unknown;
  try {
    row = JSON.parse(line);
  } catch {
    return { problem: "this is no JSON" };
  }
  if (typeof row !== "object" || row === null || Array.isArray(row)) return { problem: "this is no JSON object" };
  return rate(row);
}

function rateTool(row: object & { id?: unknown; inputSchema?: unknown }): Answer {
  // A tool list as a server sends it writes inputSchema.
  const parsed = toolDescriptionSchema.safeParse({ input_schema: row.inputSchema, ...row });
  if (!parsed.success) return { problem: problemOf(issuesOf(parsed.error)) };
  return { rating: { id: row.id ?? null, ...classifyTool(parsed.data) } };
}

function ratePermission(row: object & { id?: unknown }): Answer {
  const parsed = permissionDescriptionSchema.safeParse(row);
  if (!parsed.success) return { problem: problemOf(issuesOf(parsed.error)) };
  const { permission, action, role } = parsed.data;
  if (permission === undefined && action === undefined && role === undefined) {
    return { problem: "it names neither a permission nor an action nor a role" };
  }
  const name = { permission, action, role };
  return { rating: { ...(row.id === undefined ? name : { id: row.id, ...name }), ...classifyPermission(parsed.data) } };
}

function problemOf(issues: readonly { path: string; message: string }[]): string {
  return issues.map(({ path, message }) => `${path}: ${message}`).join("; ");
}
