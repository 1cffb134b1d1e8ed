import type { Access, DataClass } from "@/lib/agents/terms";
import type { Capability } from "@/lib/risk/terms";
import { ACCESS_WEIGHT, BY_DANGER, BY_SENSITIVITY, SENSITIVITY, UNSTATED_WEIGHT } from "./terms";
import type { Blast, Place, Sum, Way } from "./views";

/** The most sensitive of these classes; null when none is stated. */
export function topClassOf(classes: readonly DataClass[]): DataClass | null {
  return BY_SENSITIVITY.find((one) => classes.includes(one)) ?? null;
}

/** What a place weighs when it is reached with this access. */
export function weightOf(classes: readonly DataClass[], access: Access): number {
  const top = topClassOf(classes);
  return (top ? SENSITIVITY[top] : UNSTATED_WEIGHT) * ACCESS_WEIGHT[access];
}

/** The capability that names the group of a tool. */
export function chiefCapability(capabilities: readonly string[]): Capability {
  return BY_DANGER.find((one) => capabilities.includes(one)) ?? "read";
}

/** Of two ways to the same place the stronger access counts. */
export function stronger(one: Access | null, other: Access): Access {
  return one === "write" ? "write" : other;
}

/**
 * The blast radius (V9): over everything reachable, the weight of the most sensitive class of data there, times two where it can
 * be written. Each place counts once, however many ways lead to it and in whatever order they are given; another way or a
 * stronger access never makes the number smaller.
 */
export function blastOf(places: readonly Place[], ways: readonly Way[]): Blast {
  const now = strongest(ways.filter((way) => way.now));
  const later = strongest(ways);
  const [sumNow, sumLater] = [sumOf(places, now), sumOf(places, later)];
  return { now: sumNow, later: sumLater, added: sumLater.score - sumNow.score };
}

function strongest(ways: readonly Way[]): Map<string, Access> {
  const reached = new Map<string, Access>();
  for (const { place, access } of ways) reached.set(place, stronger(reached.get(place) ?? null, access));
  return reached;
}

function sumOf(places: readonly Place[], reached: ReadonlyMap<string, Access>): Sum {
  const known = new Map(places.map((place) => [place.key, place]));
  const classes = new Map<DataClass | null, Sum["classes"][number]>();
  const sum: Sum = { ...NOTHING, classes: [] };
  for (const [key, access] of reached) {
    const place = known.get(key);
    if (!place) continue;
    const top = topClassOf(place.dataClasses);
    const score = weightOf(place.dataClasses, access);
    const written = Number(access === "write");
    const row = classes.get(top) ?? { dataClass: top, resources: 0, written: 0, score: 0 };
    classes.set(top, {
      ...row,
      resources: row.resources + 1,
      written: row.written + written,
      score: row.score + score,
    });
    sum.score += score;
    sum.resources += 1;
    sum.written += written;
    sum.records += place.records;
    sum.people += place.people;
    sum.money += place.money;
  }
  sum.classes = [...BY_SENSITIVITY, null].flatMap((one) => classes.get(one) ?? []);
  sum.topClass = sum.classes[0]?.dataClass ?? null;
  sum.holdTop = sum.topClass ? (sum.classes[0]?.resources ?? 0) : 0;
  return sum;
}

const NOTHING: Sum = {
  score: 0,
  resources: 0,
  written: 0,
  topClass: null,
  holdTop: 0,
  records: 0,
  people: 0,
  money: 0,
  classes: [],
};

/**
 * How a system that people only stated is reached: written when the agent states that it writes a class of data that lies there.
 * @param there the classes of the resource of that name; of a system that the register does not know, those the agent states
 */
export function statedAccess(dataWritten: readonly DataClass[], there: readonly DataClass[]): Access {
  return dataWritten.some((one) => there.includes(one)) ? "write" : "read";
}

/** The key of a system that the register does not know: the same name, in whatever letters, is the same system. */
export function systemKey(name: string): string {
  return `name:${name.trim().toLowerCase()}`;
}
