import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { build as bundle, stop as stopBundler } from "esbuild";
import { migrationNames } from "../migrate.mjs";
import { Refusal } from "../setup/refusal.mjs";

/** Everything a build is made of; tests, benches and documents are not. */
const SOURCES = ["app", "api", "components", "lib", "prisma", "public", "scripts"];
const ROOT_FILES = [
  "next.config.ts",
  "package-lock.json",
  "postcss.config.mjs",
  "tsconfig.json",
  "proxy.ts",
  "instrumentation.ts",
];
const IS_NO_SOURCE = /\.test\.tsx?$|(^|\/)generated(\/|$)|(^|\/)testing(\/|$)/;

/** The long-running programs beside the console, and the short one that a start runs first. */
const PROGRAMS = { api: "api/server.ts", worker: "scripts/worker.ts", prepare: "scripts/prepare.ts" };

/** Where Node keeps the compiled form of a build's programs: a second start takes a third less with it. */
export function compileCacheOf(root: string): string {
  return path.join(root, "dist/compiled");
}

/** Builds console and programs when the sources are not those of the last build; true when it built. */
export async function ensureBuilt(root: string, stop?: AbortSignal): Promise<boolean> {
  const stamp = path.join(root, "dist/.sources");
  const wanted = digestOf(root);
  const isWhole = [stamp, path.join(root, ".next/standalone/server.js")].every((file) => fs.existsSync(file));
  if (isWhole && fs.readFileSync(stamp, "utf8") === wanted) return false;
  fs.rmSync(stamp, { force: true });
  fs.rmSync(compileCacheOf(root), { recursive: true, force: true });
  await buildPrograms(root);
  await buildConsole(root, stop);
  fs.writeFileSync(stamp, wanted);
  return true;
}

function digestOf(root: string): string {
  const hash = createHash("sha256");
  for (const file of sourceFiles(root)) {
    hash.update(file).update("\0");
    hash.update(
      createHash("sha256")
        .update(fs.readFileSync(path.join(root, file)))
        .digest(),
    );
  }
  return hash.digest("hex");
}

function sourceFiles(root: string): string[] {
  const inFolders = SOURCES.flatMap((folder) =>
    fs.existsSync(path.join(root, folder))
      ? fs.readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true }).flatMap((entry) => {
          const file = path.relative(root, path.join(entry.parentPath, entry.name));
          return entry.isFile() && !IS_NO_SOURCE.test(file) ? [file] : [];
        })
      : [],
  );
  return [...inFolders, ...ROOT_FILES.filter((file) => fs.existsSync(path.join(root, file)))].sort();
}

async function buildPrograms(root: string): Promise<void> {
  await bundle({
    absWorkingDir: root,
    entryPoints: PROGRAMS,
    outdir: "dist",
    bundle: true,
    packages: "external",
    platform: "node",
    target: "node24",
    format: "esm",
    sourcemap: true,
    logLevel: "warning",
    define: { "process.env.COUNTERSIGN_SCHEMA_VERSION": JSON.stringify(migrationNames().at(-1)) },
  });
  await stopBundler();
}

/** `next build`, and what its standalone server does not carry by itself: the static files. */
async function buildConsole(root: string, stop?: AbortSignal): Promise<void> {
  const child = spawn(process.execPath, ["node_modules/next/dist/bin/next", "build"], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", NEXT_DIST_DIR: "" },
    stdio: ["ignore", "pipe", "pipe"],
    signal: stop,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  child.once("error", () => {}); // an abort; the close that follows tells
  const [code] = await once(child, "close");
  if (code !== 0) throw new Refusal(`The console does not build:\n${output}`);
  const standalone = path.join(root, ".next/standalone");
  for (const [from, to] of [
    [".next/static", ".next/static"],
    ["public", "public"],
  ] as const) {
    if (!fs.existsSync(path.join(root, from))) continue;
    fs.rmSync(path.join(standalone, to), { recursive: true, force: true });
    fs.cpSync(path.join(root, from), path.join(standalone, to), { recursive: true });
  }
}
