import { sql } from "@/lib/db";
import type { Fate, Reckoned } from "./reckoning";

/** What became of each grant of the world, read from grants alone: not from what campaigns say of them. */
export async function fatesIn(): Promise<Map<string, Fate>> {
  const { rows } = await sql().query<{ id: string; state: string; reduced: boolean }>(
    `select e.id, e.state, exists (select 1 from entitlements n where n.replaces_id = e.id and n.state = 'active') as reduced
     from entitlements e where e.id like 'ent_sim%'`,
  );
  return new Map(rows.map(({ id, state, reduced }) => [id, fateOf(state, reduced)]));
}

function fateOf(state: string, reduced: boolean): Fate {
  if (state === "active") return "kept";
  if (state === "suspended") return "suspended";
  return reduced ? "reduced" : "revoked";
}

/** Fates that cannot be told apart by looking at grants: what is left out stands as it was, what is gone was revoked. */
const SEEN_AS: Partial<Record<Fate, Fate>> = { excluded: "kept", outside: "kept", gone: "revoked" };

/** Grants that did not end as they should have. */
export function differences(reckoned: ReadonlyMap<string, Reckoned>, found: ReadonlyMap<string, Fate>): string[] {
  return [...reckoned].flatMap(([id, { fate }]) => {
    const wanted = SEEN_AS[fate] ?? fate;
    const is = found.get(id) ?? "missing";
    return is === wanted ? [] : [`${id} should be ${wanted} (${fate}) and is ${is}`];
  });
}
