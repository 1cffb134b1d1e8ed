import { pool } from "../store";
import { writePart } from "./store";

const PART_BYTES = 1_048_576;

/** Cuts a container into parts of a megabyte and stores each when it is full: no more than one is held in memory. */
export class PartWriter {
  readonly #packId: string;
  #held: Buffer[] = [];
  #bytes = 0;
  #number = 1;

  constructor(packId: string) {
    this.#packId = packId;
  }

  async write(bytes: Buffer): Promise<void> {
    this.#held.push(bytes);
    this.#bytes += bytes.length;
    while (this.#bytes >= PART_BYTES) {
      const all = Buffer.concat(this.#held);
      await this.#store(all.subarray(0, PART_BYTES));
      this.#held = [all.subarray(PART_BYTES)];
      this.#bytes = all.length - PART_BYTES;
    }
  }

  async end(): Promise<void> {
    if (this.#bytes) await this.#store(Buffer.concat(this.#held));
    this.#held = [];
    this.#bytes = 0;
  }

  async #store(bytes: Buffer): Promise<void> {
    await writePart(pool(), { packId: this.#packId, number: this.#number++, bytes });
  }
}
