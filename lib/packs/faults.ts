const MOST = 100;

/** What does not agree, each in a sentence; a pack that is wrong in a thousand places says so in a hundred. */
export class Faults {
  readonly #list: string[] = [];
  #more = 0;

  add(fault: string): void {
    if (this.#list.length < MOST) this.#list.push(fault);
    else this.#more++;
  }

  /** Adds the sentence unless it holds. */
  must(holds: boolean, fault: string): void {
    if (!holds) this.add(fault);
  }

  get any(): boolean {
    return this.#list.length > 0;
  }

  list(): string[] {
    return this.#more ? [...this.#list, `and ${this.#more} more`] : [...this.#list];
  }
}
