import type { Metadata } from "next";
import { cookies } from "next/headers";
import { ImportWizard } from "@/components/imports/import-wizard";
import { ENVIRONMENT_COOKIE, environmentFrom } from "@/components/shell/cookies";
import { PageHeader } from "@/components/ui/page-header";
import { can, requireReach } from "@/lib/access";
import { requireContext } from "@/lib/auth";
import type { Context } from "@/lib/context";
import { listTeams } from "@/lib/people";

export const metadata: Metadata = { title: "Import agents" };

export default async function NewImportPage() {
  const ctx = await requireContext();
  // Says which role is missing before anybody looks for files; the verb decides again.
  requireReach(ctx, "agents.import");
  const teams = (await listTeams(ctx)).filter((team) => can(ctx.actor, "agents.import", { teamId: team.id }));
  const chosen = environmentFrom((await cookies()).get(ENVIRONMENT_COOKIE)?.value);
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Imports", href: "/imports" }, { label: "Import agents" }]}
        title="Import agents"
        description="Each file is read and compared first. You see, row by row, what it would do; nothing is written before you confirm."
      />
      <ImportWizard
        environment={chosen ?? "production"}
        teams={teams}
        own={ownershipOf(ctx, teams)}
        withoutTeam={can(ctx.actor, "agents.import", { teamId: null })}
      />
    </>
  );
}

/** Who may complete only what is their own has to own what they import, or could do nothing with it. */
function ownershipOf({ actor }: Context, teams: readonly { id: string }[]): "offered" | "needed" | "never" {
  const edits = (ownerId: string | null) => teams.some(({ id }) => can(actor, "agents.edit", { teamId: id, ownerId }));
  if (actor.kind !== "user" || !edits(actor.id)) return "never";
  return edits(null) ? "offered" : "needed";
}
