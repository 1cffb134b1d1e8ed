// countersign import FILE…: the inventory's import from the command line, a row per record and a summary.
import { readFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { type ImportCounts, type ImportPlan, importFile, planImport } from "@/lib/agents";
import { trustedKeysIn } from "@/lib/agents/rules";
import { ENVIRONMENTS, type Environment, listingText } from "@/lib/agents/terms";
import { systemContext } from "@/lib/context";
import { isCountersignError } from "@/lib/errors";
import { EXIT_CODES, UsageError } from "./cli-errors";

interface Options {
  files: string[];
  dryRun: boolean;
  json: boolean;
  environment: Environment;
  trustedKeys: Record<string, unknown>[];
}

/**
 * Imports each file by itself: one that cannot be read does not stop the next. Acts as the product's own command line.
 * @returns 0 when every record was new, changed or a duplicate; 1 when some were rejected; 65 when a file could not be read
 */
export async function runImport(args: string[]): Promise<number> {
  const options = await readOptions(args);
  const totals: ImportCounts = { new: 0, changed: 0, duplicate: 0, rejected: 0 };
  const unread: string[] = [];
  for (const file of options.files) {
    try {
      const plan = await takeFile(file, options);
      print(plan, options);
      for (const result of Object.keys(totals) as (keyof ImportCounts)[]) totals[result] += plan.counts[result];
    } catch (error) {
      if (!isFileFault(error)) throw error;
      unread.push(file);
      console.error(`${file}: ${error.message}`);
    }
  }
  const done = options.dryRun ? "Dry run, nothing written" : "Imported";
  console.error(`${done}: ${countsText(totals)}${unread.length ? `; ${unread.length} files could not be read` : ""}`);
  if (unread.length) return EXIT_CODES.invalid;
  return totals.rejected ? 1 : 0;
}

async function takeFile(file: string, options: Options): Promise<ImportPlan> {
  const { environment, trustedKeys } = options;
  const input = {
    fileName: path.basename(file),
    bytes: new Uint8Array(await readFile(file)),
    environment,
    trustedKeys,
  };
  const ctx = systemContext("command-line");
  return options.dryRun ? planImport(ctx, input) : importFile(ctx, input);
}

// What is wrong with this file alone; anything else (no database, no permission) ends the command.
function isFileFault(error: unknown): error is Error {
  if (isCountersignError(error)) return error.code === "invalid" || error.code === "too_large";
  const code = (error as { code?: unknown } | null)?.code;
  return error instanceof Error && typeof code === "string" && /^E(NOENT|ISDIR|ACCES|PERM)$/.test(code);
}

function print(plan: ImportPlan, { json }: Options): void {
  if (json) {
    console.log(JSON.stringify(plan));
    return;
  }
  console.log(`${plan.fileName} (${plan.environment})`);
  for (const { position, result, kind, name, reason, tools, warnings } of plan.rows) {
    const said = [reason, listingText(tools), ...warnings].filter(Boolean).join(" ");
    console.log(
      `  ${String(position).padStart(5)}  ${result.padEnd(9)}  ${kind.padEnd(15)}  ${name || "-"}${said ? `  (${said})` : ""}`,
    );
  }
  console.log(`  ${countsText(plan.counts)}`);
}

function countsText(counts: ImportCounts): string {
  return `${counts.new} new, ${counts.changed} changed, ${counts.duplicate} duplicate, ${counts.rejected} rejected`;
}

async function readOptions(args: string[]): Promise<Options> {
  const { values, positionals } = parse(args);
  if (!positionals.length) throw new UsageError("Name at least one file to import.");
  const environment = ENVIRONMENTS.find((known) => known === values.environment);
  if (!environment) throw new UsageError(`--environment takes one of ${ENVIRONMENTS.join(", ")}.`);
  return {
    files: positionals,
    dryRun: values["dry-run"],
    json: values.json,
    environment,
    trustedKeys: values.jwks ? await readKeys(values.jwks) : [],
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        "dry-run": { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        environment: { type: "string", default: "production" },
        jwks: { type: "string" },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function readKeys(file: string): Promise<Record<string, unknown>[]> {
  const text = await readFile(file, "utf8").catch(() => {
    throw new UsageError(`${file} cannot be read.`);
  });
  const found = trustedKeysIn(text);
  if ("keys" in found) return found.keys;
  throw new UsageError(`${file}: ${found.wrong}`);
}
