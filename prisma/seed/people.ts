import { createHash } from "node:crypto";
import type { Role } from "@/lib/context";
import type { IdPrefix } from "@/lib/ids";

const CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz";

/** The same id at every seeding for the same name, shaped as lib/ids.ts makes them. */
export function seedId(prefix: IdPrefix, name: string): string {
  const digest = createHash("sha256").update(`${prefix}:${name}`).digest();
  return `${prefix}_01k0000000${[...digest.subarray(0, 16)].map((byte) => CROCKFORD.charAt(byte & 31)).join("")}`;
}

export const TEAMS = [
  "Payments",
  "Customer Care",
  "Freight Operations",
  "Platform Engineering",
  "Data and Analytics",
  "People Operations",
  "Security",
  "Legal and Procurement",
] as const;
export type TeamName = (typeof TEAMS)[number];

export interface SeedPerson {
  id: string;
  key: string;
  name: string;
  email: string;
  title: string;
  team: TeamName;
  manager: string | null;
  /** Each role for one team, or for the whole organisation (`null`). */
  roles: { role: Role; team: TeamName | null }[];
  deactivated?: boolean;
}

type Entry = [
  key: string,
  name: string,
  title: string,
  team: TeamName,
  manager: string | null,
  roles: SeedPerson["roles"],
];

const all = (...roles: Role[]) => roles.map((role) => ({ role, team: null }));
const inTeam = (team: TeamName, ...roles: Role[]) => roles.map((role) => ({ role, team }));

const ENTRIES: Entry[] = [
  ["aldous", "Aldous Brandt", "Chief operating officer", "Freight Operations", null, all("owner")],
  ["henrik", "Henrik Sund", "Chief information security officer", "Security", "aldous", all("ciso")],
  ["priya", "Priya Raman", "Identity platform administrator", "Security", "henrik", all("admin")],
  ["ines", "Inês Carvalho", "Head of technology compliance", "Legal and Procurement", "aldous", all("compliance")],
  ["yuki", "Yuki Tanaka", "External auditor", "Legal and Procurement", "ines", all("auditor")],
  ["marta", "Marta Nowak", "Payables automation lead", "Payments", "sofia", inTeam("Payments", "owner")],
  ["sofia", "Sofia Lindqvist", "Finance director", "Payments", "aldous", inTeam("Payments", "owner")],
  ["daniel", "Daniel Okafor", "Treasury controller", "Payments", "sofia", all("reviewer")],
  ["leo", "Leo Marchetti", "Customer care lead", "Customer Care", "aldous", inTeam("Customer Care", "owner")],
  [
    "amara",
    "Amara Diallo",
    "Care quality manager",
    "Customer Care",
    "leo",
    inTeam("Customer Care", "owner", "reviewer"),
  ],
  [
    "ruth",
    "Ruth Abrams",
    "Dispatch systems owner",
    "Freight Operations",
    "aldous",
    inTeam("Freight Operations", "owner"),
  ],
  [
    "tomas",
    "Tomáš Dvořák",
    "Customs desk manager",
    "Freight Operations",
    "ruth",
    [...inTeam("Freight Operations", "owner"), ...all("reviewer")],
  ],
  [
    "kenji",
    "Kenji Mori",
    "Site reliability lead",
    "Platform Engineering",
    "helga",
    inTeam("Platform Engineering", "owner"),
  ],
  [
    "helga",
    "Helga Brun",
    "Director of engineering",
    "Platform Engineering",
    "aldous",
    inTeam("Platform Engineering", "owner"),
  ],
  [
    "omar",
    "Omar Haddad",
    "Build systems engineer",
    "Platform Engineering",
    "kenji",
    inTeam("Platform Engineering", "owner"),
  ],
  ["noor", "Noor Al-Amin", "Analytics lead", "Data and Analytics", "helga", inTeam("Data and Analytics", "owner")],
  [
    "felix",
    "Felix Baumann",
    "Data steward",
    "Data and Analytics",
    "noor",
    inTeam("Data and Analytics", "owner", "reviewer"),
  ],
  [
    "grace",
    "Grace Whitfield",
    "People systems lead",
    "People Operations",
    "aldous",
    inTeam("People Operations", "owner"),
  ],
  [
    "mateo",
    "Mateo Fuentes",
    "Recruiting operations",
    "People Operations",
    "grace",
    inTeam("People Operations", "owner"),
  ],
  [
    "irina",
    "Irina Petrova",
    "Security operations lead",
    "Security",
    "henrik",
    [...inTeam("Security", "owner"), ...all("reviewer")],
  ],
  [
    "claudine",
    "Claudine Mercier",
    "Procurement manager",
    "Legal and Procurement",
    "ines",
    [...inTeam("Legal and Procurement", "owner"), ...all("reviewer")],
  ],
  ["bram", "Bram de Wit", "Integration engineer (left in September)", "Platform Engineering", "kenji", []],
];

/** The demo organisation: Norvik Freight, a forwarder that pays carriers, clears customs and answers shippers. */
export const PEOPLE: SeedPerson[] = ENTRIES.map(([key, name, title, team, manager, roles]) => ({
  id: seedId("per", key),
  key,
  name,
  email: `${key}@norvik.example`,
  title,
  team,
  manager,
  roles,
  deactivated: key === "bram",
}));

/** Somebody who left long ago, and of whom nothing is known any more. */
export const ERASED_ID = seedId("per", "former");

const SHOWN_AS: [key: string, role: Role][] = [
  ["marta", "owner"],
  ["daniel", "reviewer"],
  ["tomas", "reviewer"],
  ["ines", "compliance"],
  ["henrik", "ciso"],
  ["yuki", "auditor"],
  ["priya", "admin"],
];

/** Whom demo mode offers at sign-in ("Continue as …"): one named person per role, and a second reviewer, for some things take two. */
export const DEMO_PEOPLE = SHOWN_AS.map(([key, role]) => {
  const { id, name, email, title } = personByKey(key);
  return { id, name, email, title, role };
});

export function personByKey(key: string): SeedPerson {
  const person = PEOPLE.find((entry) => entry.key === key);
  if (!person) throw new Error(`The demo organisation has no person "${key}"`);
  return person;
}
