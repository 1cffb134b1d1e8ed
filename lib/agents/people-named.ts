import type { SqlTx } from "@/lib/db";
import { CountersignError, type FieldIssue } from "@/lib/errors";
import type { NamedSeats } from "./hand-over/rules";
import { activePeople, existingTeams } from "./store";

/** Who is to answer for an agent; absent fields are not concerned. */
export interface Named extends NamedSeats {
  teamId?: string | null | undefined;
}

const PEOPLE = ["ownerId", "deputyId", "sponsorId"] as const;

/** Refuses people who do not exist or have left, and teams that do not exist (O1). Holds those found until commit. */
export async function requireNamed(tx: SqlTx, named: Named): Promise<void> {
  const active = await activePeople(
    tx,
    PEOPLE.map((field) => named[field]).filter((id) => typeof id === "string"),
  );
  const teams = await existingTeams(tx, named.teamId ? [named.teamId] : []);
  const issues: FieldIssue[] = [];
  for (const field of PEOPLE) {
    const id = named[field];
    if (id && !active.has(id)) issues.push({ path: field, message: "Choose an active person." });
  }
  if (named.deputyId && named.deputyId === named.ownerId) {
    issues.push({ path: "deputyId", message: "The deputy stands in for the owner: name somebody else." });
  }
  if (named.teamId && !teams.has(named.teamId)) issues.push({ path: "teamId", message: "Choose a team that exists." });
  if (issues.length) throw new CountersignError("invalid", "Some of those named cannot answer for an agent.", issues);
}
