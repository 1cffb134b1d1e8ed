import { erasedOnFile } from "./erasure-file";
import { type Coverable, covers, type HeldSpan, heldSpans, personIn, type SaidOfHold } from "./lawful-holds";
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
  /** The same as it was said time after time, with its place in the order of the log. */
  said: { class: string; before: Date; place: number }[];
  holds: HeldSpan[];
  /** Per epoch: leaves below it were let go. */
  minimum: Map<number, number>;
  erased: Set<string>;
}

interface Concerned extends Coverable {
  type: string;
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
    return this.#holds((known) => wasLetGo(known, event, field) || wasErased(known, event, field));
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

/** What a hold covers may be gone as well, when it was let go before the hold was set or after it was lifted. */
function wasLetGo({ letGo, said, holds }: Known, event: Concerned, field: string): boolean {
  const { type, at } = event;
  const own = typeOf(type);
  const classes = new Set<string>(CLASSES.slice(CLASSES.indexOf(own?.retention ?? "evidence")));
  // A personal field about nobody in particular stands as a security record, whatever its event is.
  if (own?.personal.length) classes.add("security");
  if (![...classes].some((name) => at < (letGo.get(name) ?? 0))) return false;
  const spans = holds.filter((span) => covers(span, event, own?.personal.includes(field) ?? false));
  const isFree = (place: number) => !spans.some(({ since, until }) => since < place && place < until);
  return spans.length === 0 || said.some((one) => classes.has(one.class) && at < one.before && isFree(one.place));
}

/** Of what is about an erased person everything goes, of what they did or what names them the personal fields. */
function wasErased({ erased }: Known, event: Concerned, field: string): boolean {
  if (event.target_kind === "person" && erased.has(event.target_id)) return true;
  if (!typeOf(event.type)?.personal.includes(field)) return false;
  const person = personIn(event);
  return person !== null && erased.has(person);
}

interface Said extends SaidOfHold {
  at: Date;
  details: SaidOfHold["details"] & { class?: string; before?: string; epoch?: number; minimum?: number };
}

async function readKnown(q: Queryable): Promise<Known> {
  const { rows } = await q.query<Said>({
    name: "audit-lawful",
    text: `select e.type, e.at, e.target_id, e.details, row_number() over (order by s.epoch, s.seq, p.position)::int as place
      from audit_events e left join log_sequence s on s.event_id = e.id left join log_pending p on p.event_id = e.id
      where e.type in ('retention.let_go', 'log.leaves_let_go', 'erasure.done', 'erasure.done_again', 'hold.set', 'hold.lifted')
      order by place`,
  });
  const known: Known = {
    letGo: new Map(),
    said: [],
    holds: await heldSpans(
      q,
      rows.filter(({ type }) => type.startsWith("hold.")),
    ),
    minimum: new Map(),
    erased: new Set(erasedOnFile().map((one) => one.personId)),
  };
  for (const { type, at, target_id, place, details } of rows) {
    if (type.startsWith("erasure.")) known.erased.add(target_id);
    const before = new Date(details.before ?? 0);
    if (type === "retention.let_go" && details.class && at.getTime() - before.getTime() >= SHORTEST_DAYS * DAY_MS) {
      known.said.push({ class: details.class, before, place });
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
