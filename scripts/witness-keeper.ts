// What a witness keeps in its folder: its key, and per log the tree it signed last. One process at a time, every change on the disk.
import { createPrivateKey, generateKeyPairSync, hash, type KeyObject } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import type { Witnessed } from "@/lib/transparency";

const KEY = "witness-key.pem";
const LOCK = "lock";
/** Trees that a log signed and could not have: evidence, and no more of it than a disk can hold. */
const EVIDENCE = "refused.log";
const MOST_EVIDENCE_BYTES = 10_000_000;

export class WitnessKeeper {
  readonly key: KeyObject;
  readonly #dir: string;

  /** @throws Error when another process keeps this folder */
  constructor(dir: string) {
    this.#dir = path.resolve(dir);
    fs.mkdirSync(this.#dir, { recursive: true, mode: 0o700 });
    this.#lock();
    this.key = this.#loadKey();
  }

  /** The tree of `origin` that was signed last. @throws Error for a file that cannot be read: then nothing may be signed */
  read(origin: string): Witnessed {
    const file = this.#fileOf(origin);
    if (!fs.existsSync(file)) return { size: 0, root: null };
    const kept = JSON.parse(fs.readFileSync(file, "utf8")) as { origin: string; size: number; root: string };
    const root = Buffer.from(kept.root, "base64");
    if (kept.origin !== origin || !Number.isSafeInteger(kept.size) || kept.size < 0 || root.length !== 32)
      throw new Error(`${file} is not what this witness wrote`);
    return { size: kept.size, root };
  }

  /** Returns when it is on the disk: a signature without its record could be contradicted after a power cut. */
  write(origin: string, { size, root }: { size: number; root: Buffer }): void {
    const file = this.#fileOf(origin);
    const fresh = `${file}.new`;
    fs.writeFileSync(fresh, `${JSON.stringify({ origin, size, root: root.toString("base64") })}\n`, {
      mode: 0o600,
      flush: true,
    });
    fs.renameSync(fresh, file);
    const folder = fs.openSync(this.#dir, "r");
    fs.fsyncSync(folder);
    fs.closeSync(folder);
  }

  /** Keeps a checkpoint that the log signed and that contradicts what was signed before. */
  keepEvidence(why: string, note: string, at: Date): void {
    const file = path.join(this.#dir, EVIDENCE);
    if (fs.existsSync(file) && fs.statSync(file).size > MOST_EVIDENCE_BYTES) return;
    fs.appendFileSync(file, `${JSON.stringify({ at: at.toISOString(), why, note })}\n`, { mode: 0o600, flush: true });
  }

  close(): void {
    fs.rmSync(path.join(this.#dir, LOCK), { force: true });
  }

  #fileOf(origin: string): string {
    return path.join(this.#dir, `log-${hash("sha256", origin).slice(0, 32)}.json`);
  }

  #lock(): void {
    const file = path.join(this.#dir, LOCK);
    const owner = fs.existsSync(file) ? Number(fs.readFileSync(file, "utf8")) : null;
    if (owner !== null && owner !== process.pid && isAlive(owner))
      throw new Error(`${this.#dir} is kept by process ${owner}: two witnesses with one key could sign two histories`);
    fs.rmSync(file, { force: true });
    fs.writeFileSync(file, String(process.pid), { flag: "wx", mode: 0o600 });
  }

  #loadKey(): KeyObject {
    const file = path.join(this.#dir, KEY);
    if (fs.existsSync(file)) return createPrivateKey(fs.readFileSync(file, "utf8"));
    const { privateKey } = generateKeyPairSync("ed25519");
    fs.writeFileSync(file, privateKey.export({ format: "pem", type: "pkcs8" }), {
      mode: 0o600,
      flag: "wx",
      flush: true,
    });
    return privateKey;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
