const PART_BYTES = 1_048_576;

/** Cuts what comes into parts of a megabyte and stores each when it is full: no more than one is held in memory. */
export class PartWriter {
  #held: Buffer[] = [];
  #bytes = 0;
  #number: number;

  /** @param first the number of the first part; those after it follow */
  constructor(
    readonly store: (part: { number: number; bytes: Buffer }) => Promise<void>,
    first = 1,
  ) {
    this.#number = first;
  }

  async write(bytes: Buffer): Promise<void> {
    this.#held.push(bytes);
    this.#bytes += bytes.length;
    while (this.#bytes >= PART_BYTES) {
      const all = Buffer.concat(this.#held);
      this.#held = [all.subarray(PART_BYTES)];
      this.#bytes = all.length - PART_BYTES;
      await this.store({ number: this.#number++, bytes: all.subarray(0, PART_BYTES) });
    }
  }

  async end(): Promise<void> {
    const all = Buffer.concat(this.#held);
    this.#held = [];
    this.#bytes = 0;
    if (all.length) await this.store({ number: this.#number++, bytes: all });
  }
}
