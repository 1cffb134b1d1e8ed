// The rows of a recording: what each has to say, and where a file says something else.
import { z } from "zod";
import { issuesOf } from "@/lib/parse";
import { linesOf } from "./json-lines";

const name = z.string().min(1).max(500);
const onServer = { suite: name.optional(), server: name.optional() };
const serverOf = <Row extends { suite?: string | undefined; server?: string | undefined }>(row: Row) => ({
  ...row,
  server: row.server ?? row.suite ?? "",
});
const hasServer = (row: { suite?: unknown; server?: unknown }) => row.suite !== undefined || row.server !== undefined;
const NO_SERVER = { path: ["suite"], message: "say the suite, or the server" };

export const toolRow = z
  .looseObject({
    ...onServer,
    tool: name,
    description: z.string().nullish(),
    input_schema: z.unknown().optional(),
    inputSchema: z.unknown().optional(),
  })
  .refine(hasServer, NO_SERVER)
  .transform(({ suite, server, tool, description, input_schema, inputSchema }) => ({
    server: server ?? suite ?? "",
    tool,
    description,
    input_schema: input_schema ?? inputSchema,
  }));

export const sessionRow = z.looseObject({ session_id: name, user_prompt: z.string().nullish() });

export const resultRow = z.looseObject({ ref: name, text: z.string() });

export const callRow = z
  .looseObject({
    ...onServer,
    session_id: name,
    order: z.int().min(0),
    tool: name,
    args: z.record(z.string(), z.json()).default({}),
    executed: z.boolean().default(true),
    result_ref: z.string().nullish(),
    result: z.string().nullish(),
  })
  .refine(hasServer, NO_SERVER)
  .transform(serverOf);
export type CallRow = z.output<typeof callRow>;

export interface Problems {
  count: number;
}

/** The rows of a file. One that cannot be read is said on stderr by its line, counted and left out. */
export async function* rowsOf<S extends z.ZodType>(
  file: string,
  schema: S,
  problems: Problems,
): AsyncGenerator<z.output<S>> {
  let number = 0;
  for await (const line of linesOf(file)) {
    number++;
    if (line.trim() === "") continue;
    const read = readRow(line, schema);
    if ("row" in read) yield read.row;
    else {
      problems.count++;
      console.error(`${file}, line ${number}: ${read.problem}`);
    }
  }
}

function readRow<S extends z.ZodType>(line: string, schema: S): { row: z.output<S> } | { problem: string } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { problem: "this is no JSON" };
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return { row: parsed.data };
  return {
    problem: issuesOf(parsed.error)
      .map(({ path, message }) => (path ? `${path}: ${message}` : message))
      .join("; "),
  };
}
