import type { SqlTx } from "@/lib/db";
import { CountersignError, type FieldIssue } from "@/lib/errors";
import { activePeople, existingTeams } from "./store";

/** Who is to answer for an agent; absent fields are not concerned. */
export interface Named {
  teamId?: string | null | undefined;
  ownerId?: string | null | undefined;
  sponsorId?: string | null | undefined;
}

/** Refuses people who do not exist or have left, and teams that do not exist (O1). Holds those found until commit. */
export async function requireNamed(tx: SqlTx, named: Named): Promise<void> {
  const active = await activePeople(
    tx,
    [named.ownerId, named.sponsorId].filter((id) => typeof id === "string"),
  );
  const teams = await existingTeams(tx, named.teamId ? [named.teamId] : []);
  const issues: FieldIssue[] = [];
  for (const field of ["ownerId", "sponsorId"] as const) {
    const id = named[field];
    if (id && !active.has(id)) issues.push({ path: field, message: "Choose an active person." });
  }
  if (named.teamId && !teams.has(named.teamId)) issues.push({ path: "teamId", message: "Choose a team that exists." });
  if (issues.length) throw new CountersignError("invalid", "Some of those named cannot answer for an agent.", issues);
}
