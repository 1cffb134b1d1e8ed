import fs from "node:fs";
import path from "node:path";

const ROTATE_AT_BYTES = 20 * 1024 * 1024;
const LINES_KEPT = 20;

/** One program's output: appended to `<data folder>/logs/<name>.log`, which is set aside once at 20 MiB, its last lines kept at hand. */
export class LogFile {
  readonly #file: string;
  readonly #last: string[] = [];
  #size: number;
  #toldOf = "";

  constructor(dataDir: string, name: string) {
    const folder = path.join(dataDir, "logs");
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.#file = path.join(folder, `${name}.log`);
    this.#size = fs.existsSync(this.#file) ? fs.statSync(this.#file).size : 0;
  }

  write(text: string): void {
    for (const line of text.split("\n").filter(Boolean)) {
      this.#last.push(line);
      if (this.#last.length > LINES_KEPT) this.#last.shift();
    }
    try {
      this.#append(text);
      this.#toldOf = "";
    } catch (error) {
      this.#tell(error as NodeJS.ErrnoException);
    }
  }

  #append(text: string): void {
    if (this.#size > ROTATE_AT_BYTES) {
      fs.renameSync(this.#file, `${this.#file}.1`);
      this.#size = 0;
    }
    // Synchronous: a log line that precedes a crash is the one that matters.
    fs.appendFileSync(this.#file, text, { mode: 0o600 });
    this.#size += Buffer.byteLength(text);
  }

  /** Thrown, it would end the supervisor and with it every program: a full disk costs lines of a log and nothing else. */
  #tell({ code = "unknown error" }: NodeJS.ErrnoException): void {
    if (this.#toldOf === code) return;
    this.#toldOf = code;
    console.error(`The log ${this.#file} cannot be written (${code}): its lines are lost until it can.`);
  }

  lastLines(): string {
    return this.#last.join("\n");
  }
}
