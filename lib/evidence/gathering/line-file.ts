import type { DeflatedFile } from "@/lib/packs";

const PIECE_BYTES = 1_048_576;
/** Of UTF-8, to one unit of a string. */
const MOST_BYTES_OF_A_UNIT = 3;

/**
 * The lines of one file on their way into a container: written side by side into one of two pieces of memory, while the other is
 * deflated. Holds no more than those, however many lines come.
 */
export class LineFile {
  #piece = Buffer.allocUnsafe(PIECE_BYTES);
  #other = Buffer.allocUnsafe(PIECE_BYTES);
  #filled = 0;
  #pending: Promise<void> = Promise.resolve();

  constructor(readonly file: DeflatedFile) {}

  /** @returns a promise only where the piece is full: whoever writes waits for it */
  add(line: string): Promise<void> | undefined {
    const most = line.length * MOST_BYTES_OF_A_UNIT;
    if (this.#filled + most > PIECE_BYTES) return this.#addBehind(line, most);
    this.#filled += this.#piece.write(line, this.#filled);
    return undefined;
  }

  /** When all lines are deflated. */
  async settle(): Promise<void> {
    await this.#swap();
    await this.#pending;
  }

  async #addBehind(line: string, most: number): Promise<void> {
    await this.#swap();
    if (most <= PIECE_BYTES) {
      this.#filled = this.#piece.write(line, 0);
      return;
    }
    await this.#pending;
    await this.file.write(Buffer.from(line));
  }

  async #swap(): Promise<void> {
    await this.#pending;
    const full = this.#piece.subarray(0, this.#filled);
    [this.#piece, this.#other] = [this.#other, this.#piece];
    this.#filled = 0;
    if (full.length === 0) return;
    this.#pending = this.file.write(full);
    // Met at the next piece, or at the end; until then it must not count as unhandled.
    this.#pending.catch(() => {});
  }
}
