import type { PrivilegeClass, Tier } from "@/lib/risk/terms";

/** An organisation in plain values, and what happens in its quarter: made by a seed, written to the database by fill.ts. */

/** How somebody behaves while a campaign runs. */
type Conduct = "diligent" | "silent";

export interface SimPerson {
  id: string;
  managerId: string | null;
  conduct: Conduct;
  /** Leaves on the third day of the first campaign. */
  leaves: boolean;
  groups: PrivilegeClass[];
  compliance: boolean;
}

export interface SimGrant {
  id: string;
  tool: string;
  action: "read" | "write" | "pay" | "delete" | "export";
  requestedById: string;
  approvedById: string;
  used: boolean;
  /** Somebody takes it away by another way while the campaign runs. */
  revokedMeanwhile: boolean;
  excluded: boolean;
}

export interface SimAgent {
  id: string;
  tier: Tier;
  ownerId: string;
  deputyId: string | null;
  sponsorId: string;
  creatorId: string;
  /** Handed on to on the fourth day. */
  movesTo: string | null;
  /** What its tier rises to on the sixth day. */
  risesTo: Tier | null;
  grants: SimGrant[];
  /** A grant that it gets after the launch. */
  late: SimGrant | null;
}

export interface World {
  people: SimPerson[];
  agents: SimAgent[];
  fallbackId: string;
}

/** mulberry32: the same numbers for the same seed, everywhere. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const ACTIONS = ["read", "write", "pay", "delete", "export"] as const;
/** Everybody who reviews data exports is silent: what happens then has to be seen as well. */
const GROUPS: readonly [PrivilegeClass, Conduct][] = [
  ["payment", "diligent"],
  ["deletion", "diligent"],
  ["data_export", "silent"],
];

/** @param size agents, and people who own them */
export function makeWorld(seed: number, size: { agents: number; owners: number; grants: number }): World {
  const random = randomOf(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const plain = { conduct: "diligent" as const, leaves: false, groups: [], compliance: false };
  const person = (id: string, over: Partial<SimPerson>): SimPerson => ({ id, managerId: null, ...plain, ...over });

  const chiefs = Array.from({ length: Math.max(4, Math.ceil(size.owners / 20)) }, (_, at) =>
    person(`per_chief${at}`, { conduct: at % 4 === 3 ? "silent" : "diligent" }),
  );
  const owners = Array.from({ length: size.owners }, (_, at) => {
    const leaves = at % 11 === 7;
    return person(`per_owner${at}`, {
      managerId: pick(chiefs).id,
      conduct: random() < 0.25 ? "silent" : "diligent",
      leaves,
    });
  });
  const reviewers = GROUPS.flatMap(([group, conduct]) =>
    [0, 1, 2].map((at) => person(`per_${group}${at}`, { conduct, groups: [group] })),
  );
  const hands = [0, 1, 2].map((at) => person(`per_hand${at}`, {}));
  const compliance = ["ines", "cora"].map((name) => person(`per_${name}`, { compliance: true }));
  const staying = owners.filter(({ leaves }) => !leaves);

  const agents = Array.from({ length: size.agents }, (_, at): SimAgent => {
    const owner = pick(owners);
    const others = staying.filter(({ id }) => id !== owner.id);
    const sponsor = pick(others);
    const deputy = random() < 0.3 ? pick(others.filter(({ id }) => id !== sponsor.id)) : null;
    const tier = tierOf(random());
    const diligent = owner.conduct === "diligent" && !owner.leaves;
    const id = `agt_sim${String(at).padStart(6, "0")}`;
    const moves = !owner.leaves && random() < 0.06;
    const apart = others.filter((one) => one.id !== sponsor.id && one.id !== deputy?.id);
    const grant = (number: number): SimGrant => ({
      id: `ent_sim${String(at).padStart(6, "0")}x${number}`,
      tool: `tool_${number}`,
      action: ACTIONS[number % ACTIONS.length] as SimGrant["action"],
      requestedById: pick(hands).id,
      approvedById: pick(hands).id,
      used: random() < 0.6,
      revokedMeanwhile: random() < 0.04,
      excluded: random() < 0.03,
    });
    return {
      ...{
        id,
        tier,
        ownerId: owner.id,
        deputyId: deputy?.id ?? null,
        sponsorId: sponsor.id,
        creatorId: pick(hands).id,
      },
      movesTo: moves ? pick(apart).id : null,
      risesTo: tier === "low" && diligent && !moves && random() < 0.1 ? "moderate" : null,
      grants: Array.from({ length: size.grants }, (_unused, number) => grant(number)),
      late: random() < 0.05 ? { ...grant(size.grants), revokedMeanwhile: false, excluded: false } : null,
    };
  });
  return { people: [...chiefs, ...owners, ...reviewers, ...hands, ...compliance], agents, fallbackId: "per_cora" };
}

function tierOf(drawn: number): Tier {
  return drawn < 0.5 ? "low" : drawn < 0.8 ? "moderate" : drawn < 0.95 ? "high" : "critical";
}

/** What whoever answers says of a grant, by its id alone: the same whoever is asked. `stage` 2 is stricter now and then. */
export function wordOn(grantId: string, stage: number): "keep" | "revoke" | "reduce" {
  let hash = 2_166_136_261;
  for (const letter of `${stage}/${grantId}`) hash = Math.imul(hash ^ letter.charCodeAt(0), 16_777_619) >>> 0;
  const drawn = (hash >>> 8) % 100;
  const [revoked, reduced] = stage === 1 ? [18, 28] : [8, 12];
  return drawn < revoked ? "revoke" : drawn < reduced ? "reduce" : "keep";
}
