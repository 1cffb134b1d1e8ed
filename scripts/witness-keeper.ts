// What a witness keeps in its folder: its key, and per log the tree it signed last. Every change is on the disk before it counts, and
// only one of two processes that judged by the same tree gets to sign: the lock keeps out the second by mistake, the turns for certain.
import { createPrivateKey, generateKeyPairSync, hash, type KeyObject, randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { partsOfNote, type Witnessed } from "@/lib/transparency";

const KEY = "witness-key.pem";
const LOCK = "lock";
/** Two trees of one size, both signed by the log: proof that it was forked. */
const FORKED = "forked.log";
/** Trees that were not shown to follow: anybody may ask so with what a log published, so these never take the room of the others. */
const REFUSED = "refused.log";
const MOST_EVIDENCE_BYTES = 10_000_000;
const MOST_REMEMBERED = 10_000;
const FRESH = "new-";

/** The tree of a log that was signed last, and how many times one was written: who writes the next has to name the turn. */
export interface Kept extends Witnessed {
  turn: number;
}

/** Another process wrote the next turn first: judge anew. */
export class Overtaken extends Error {}

export class WitnessKeeper {
  readonly key: KeyObject;
  readonly dir: string;
  readonly #remembered = new Set<string>();

  /** @throws Error when another process keeps this folder */
  constructor(dir: string) {
    this.dir = path.resolve(dir);
    fs.mkdirSync(this.dir, { recursive: true, mode: 0o700 });
    this.#lock();
    for (const name of fs.readdirSync(this.dir)) {
      if (name.startsWith(FRESH)) fs.rmSync(path.join(this.dir, name), { force: true });
    }
    this.key = this.#loadKey();
  }

  /** The tree of `origin` that was signed last. @throws Error for a file that cannot be read: then nothing may be signed */
  read(origin: string): Kept {
    const turn = this.#turns(origin).at(-1);
    if (turn === undefined) return { size: 0, root: null, turn: 0 };
    const file = this.#fileOf(origin, turn);
    const kept = JSON.parse(fs.readFileSync(file, "utf8")) as { origin: string; size: number; root: string };
    const root = Buffer.from(kept.root, "base64");
    if (kept.origin !== origin || !Number.isSafeInteger(kept.size) || kept.size < 0 || root.length !== 32)
      throw new Error(`${file} is not what this witness wrote`);
    return { size: kept.size, root, turn };
  }

  /**
   * Writes the tree that follows the one of `turn`. Returns when it is on the disk: a signature without its record could be
   * contradicted after a power cut.
   * @throws Overtaken when another process wrote after that turn: nothing may be signed
   */
  write(origin: string, { size, root }: { size: number; root: Buffer }, turn: number): void {
    const fresh = path.join(this.dir, `${FRESH}${randomUUID()}`);
    const text = `${JSON.stringify({ origin, size, root: root.toString("base64") })}\n`;
    try {
      fs.writeFileSync(fresh, text, { mode: 0o600, flush: true });
      // A link is made by one alone, and with its content: whoever comes second finds the name taken.
      fs.linkSync(fresh, this.#fileOf(origin, turn + 1));
    } catch (error) {
      throw (error as NodeJS.ErrnoException).code === "EEXIST" ? overtaken() : error;
    } finally {
      fs.rmSync(fresh, { force: true });
    }
    this.#sync();
    // The name is also free where the turn is long over and was tidied away.
    const turns = this.#turns(origin);
    if (turns.at(-1) !== turn + 1) throw overtaken();
    for (const old of turns.slice(0, -2)) fs.rmSync(this.#fileOf(origin, old), { force: true });
  }

  #turns(origin: string): number[] {
    const begin = `${nameOf(origin)}.`;
    const names = fs.readdirSync(this.dir).filter((name) => name.startsWith(begin));
    return names
      .map((name) => Number(/^(?:(\d+)\.)?json$/.exec(name.slice(begin.length))?.[1] ?? 0))
      .sort((one, other) => one - other);
  }

  #sync(): void {
    const folder = fs.openSync(this.dir, "r");
    fs.fsyncSync(folder);
    fs.closeSync(folder);
  }

  /** Keeps a checkpoint that the log signed and that was refused, once; `forked`: it contradicts what was signed before. */
  keepEvidence(given: { why: string; note: string; forked: boolean }, at: Date): void {
    const { why, note, forked } = given;
    const { text, lines } = partsOfNote(note);
    if (this.#remembered.has(text)) return;
    if (this.#remembered.size < MOST_REMEMBERED) this.#remembered.add(text);
    const file = path.join(this.dir, forked ? FORKED : REFUSED);
    if (fs.existsSync(file) && fs.statSync(file).size > MOST_EVIDENCE_BYTES) return;
    // Signatures of others prove nothing against the log, and anybody may add some.
    const own = lines.filter((line) => line.startsWith(`— ${text.split("\n", 1)[0]} `));
    const kept = `${text}\n${own.join("\n")}\n`;
    fs.appendFileSync(file, `${JSON.stringify({ at: at.toISOString(), why, note: kept })}\n`, {
      mode: 0o600,
      flush: true,
    });
  }

  close(): void {
    fs.rmSync(path.join(this.dir, LOCK), { force: true });
  }

  /** Turn 0 is the one file that there was before turns. */
  #fileOf(origin: string, turn: number): string {
    return path.join(this.dir, `${nameOf(origin)}.${turn === 0 ? "" : `${turn}.`}json`);
  }

  #lock(): void {
    const file = path.join(this.dir, LOCK);
    const owner = fs.existsSync(file) ? Number(fs.readFileSync(file, "utf8")) : null;
    if (owner !== null && owner !== process.pid && isAlive(owner))
      throw new Error(
        `${this.dir} is kept by process ${owner}: two witnesses with one key could sign two histories. Where that process is no witness, delete ${file}`,
      );
    fs.rmSync(file, { force: true });
    fs.writeFileSync(file, String(process.pid), { flag: "wx", mode: 0o600 });
  }

  #loadKey(): KeyObject {
    const file = path.join(this.dir, KEY);
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

const nameOf = (origin: string) => `log-${hash("sha256", origin).slice(0, 32)}`;

const overtaken = () => new Overtaken("another process keeps this folder as well, and wrote first");

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
