/**
 * The engine's own words: Cedar's values and entities as plain JavaScript, prepared once and shared by requests.
 * A set is an array, a record a plain object without prototype keys, a long a safe integer (53 bits: the door refuses larger).
 */
export type CedarValue = boolean | number | string | Decimal | EntityRef | readonly CedarValue[] | CedarRecord;
export interface CedarRecord {
  readonly [key: string]: CedarValue;
}

/** A decimal of four places as a whole number of ten-thousandths, in Cedar's range (a signed 64-bit integer). */
export class Decimal {
  readonly #tenThousandths: bigint;
  constructor(tenThousandths: bigint) {
    this.#tenThousandths = tenThousandths;
  }
  get tenThousandths(): bigint {
    return this.#tenThousandths;
  }
}

/** `uid` is Cedar's own text, `Agent::"agt_…"`: entities are the same when their texts are. Made by `refTo` alone. */
export class EntityRef {
  constructor(
    readonly type: string,
    readonly id: string,
    readonly uid: string,
  ) {}
}

export interface Entity {
  readonly ref: EntityRef;
  readonly attributes: CedarRecord;
  /** uids of everything it is in, transitively, itself left out. */
  readonly ancestors: ReadonlySet<string>;
  readonly tags?: CedarRecord;
}

export interface EngineRequest {
  principal: EntityRef;
  action: EntityRef;
  resource: EntityRef;
  context: CedarRecord;
}

/** Where the engine finds an entity by its uid. What is not found has no attributes and is in nothing, as in Cedar. */
export type FindEntity = (uid: string) => Entity | undefined;

/** A policy by its id: its text is one Cedar policy (static, no template). The id is what stands in answers. */
export interface PolicySource {
  id: string;
  text: string;
}

/** Cedar's answer: `determining` are the satisfied forbids of a deny, the satisfied permits of an allow; empty: nothing permits. */
export interface EngineAnswer {
  decision: "allow" | "deny";
  determining: readonly string[];
  /** Policies that failed and were skipped, with Cedar's kind of error. */
  errors: readonly { id: string; message: string }[];
}
