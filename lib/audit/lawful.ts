import { erasedOnFile } from "./erasure-file";
import { personOf } from "./leaf";
import type { Queryable } from "./store";
import { type EventTypeName, type RetentionClass, VOCABULARY } from "./vocabulary";

/** From the shortest kept to the longest: nothing of a later class is let go before what is of an earlier one. */
const CLASSES: readonly RetentionClass[] = ["operational", "security", "evidence"];
/** No record is let go earlier, whatever an event claims. */
const SHORTEST_DAYS = 180;
const DAY_MS = 86_400_000;
/** A log at fault everywhere must not be asked again for each of its rows. */
const MOST_READS = 200;

interface Known {
  /** Per class: what is older was let go. */
  letGo: Map<string, Date>;
  /** Per epoch: leaves below it were let go. */
  minimum: Map<number, number>;
  erased: Set<string>;
}

interface Concerned {
  type: string;
  at: Date;
  actor_kind: string;
  actor_id: string;
  target_kind: string;
  target_id: string;
  details: unknown;
}

/**
 * What may lawfully be missing from the stored log: what events of the log itself say was let go or erased. What they say is read
 * again before anything counts as a fault, for a deletion and its event commit together, and may do so while an audit runs.
 */
export class Lawful {
  #known: Promise<Known> | null = null;
  #reads = 0;

  constructor(readonly q: Queryable) {}

  /** Whether a field of an event may be gone from beside its leaf. */
  mayBeGone(event: Concerned, field: string): Promise<boolean> {
    return this.#holds((known) => wasLetGo(known, event) || wasErased(known, event, field));
  }

  isErased(personId: string): Promise<boolean> {
    return this.#holds(({ erased }) => erased.has(personId));
  }

  /** Below which number the leaves of an epoch may be gone. */
  async minimumOf(epoch: number): Promise<number> {
    return (await readKnown(this.q)).minimum.get(epoch) ?? 0;
  }

  async #holds(rule: (known: Known) => boolean): Promise<boolean> {
    this.#known ??= readKnown(this.q);
    if (rule(await this.#known)) return true;
    if (this.#reads++ >= MOST_READS) return false;
    this.#known = readKnown(this.q);
    return rule(await this.#known);
  }
}

function wasLetGo({ letGo }: Known, { type, at }: Concerned): boolean {
  const own = CLASSES.indexOf(typeOf(type)?.retention ?? "evidence");
  return CLASSES.slice(own).some((name) => at < (letGo.get(name) ?? 0)) || isUnnamed(letGo, type, at);
}

// A personal field about nobody in particular stands as a security record, whatever its event is.
function isUnnamed(letGo: Known["letGo"], type: string, at: Date): boolean {
  return Boolean(typeOf(type)?.personal.length) && at < (letGo.get("security") ?? 0);
}

/** Of what is about an erased person everything goes, of what they did or what names them the personal fields. */
function wasErased({ erased }: Known, event: Concerned, field: string): boolean {
  if (event.target_kind === "person" && erased.has(event.target_id)) return true;
  if (!typeOf(event.type)?.personal.includes(field)) return false;
  const actor = { kind: event.actor_kind, id: event.actor_id };
  const target = { kind: event.target_kind, id: event.target_id };
  const person = personOf(actor, target, event.details as Record<string, unknown>);
  return person !== null && erased.has(person);
}

interface Said {
  type: string;
  at: Date;
  target_id: string;
  details: { class?: string; before?: string; epoch?: number; minimum?: number };
}

async function readKnown(q: Queryable): Promise<Known> {
  const { rows } = await q.query<Said>({
    name: "audit-lawful",
    text: `select type, at, target_id, details from audit_events
      where type in ('retention.let_go', 'log.leaves_let_go', 'erasure.done', 'erasure.done_again')`,
  });
  const known: Known = {
    letGo: new Map(),
    minimum: new Map(),
    erased: new Set(erasedOnFile().map((one) => one.personId)),
  };
  for (const { type, at, target_id, details } of rows) {
    if (type.startsWith("erasure.")) known.erased.add(target_id);
    const before = new Date(details.before ?? 0);
    if (type === "retention.let_go" && details.class && at.getTime() - before.getTime() >= SHORTEST_DAYS * DAY_MS) {
      if (before > (known.letGo.get(details.class) ?? 0)) known.letGo.set(details.class, before);
    }
    if (type === "log.leaves_let_go" && details.epoch !== undefined) {
      known.minimum.set(details.epoch, Math.max(known.minimum.get(details.epoch) ?? 0, details.minimum ?? 0));
    }
  }
  return known;
}

function typeOf(name: string) {
  const type = Object.hasOwn(VOCABULARY, name) ? VOCABULARY[name as EventTypeName] : undefined;
  return type && { retention: type.retention, personal: type.personal as readonly string[] };
}
