import type { Metadata, Route } from "next";
import Link from "next/link";
import { NewTeam } from "@/components/people/new-team";
import { PeopleTabs } from "@/components/people/people-tabs";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LiteralText } from "@/components/ui/literal-text";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/access";
import { requireContext } from "@/lib/auth";
import { listTeams } from "@/lib/people";
import { createTeamAction } from "../actions";

export const metadata: Metadata = { title: "Teams" };

export default async function TeamsPage() {
  const ctx = await requireContext();
  const teams = await listTeams(ctx);
  return (
    <>
      <PageHeader
        title="Teams"
        description="What roles and agents are scoped by."
        actions={can(ctx.actor, "teams.manage") ? <NewTeam create={createTeamAction} /> : null}
      />
      <PeopleTabs current="teams" />
      {teams.length === 0 ? (
        <EmptyState
          title="No teams yet"
          description="An administrator adds them; agents and roles then belong to one."
        />
      ) : (
        <Card>
          <ul>
            {teams.map((team) => (
              <li key={team.id} className="flex items-center gap-4 border-border border-b px-4 py-2.5 last:border-b-0">
                <span className="min-w-0 flex-1 font-medium">
                  <LiteralText text={team.name} />
                </span>
                <Link href={`/people?team=${team.id}` as Route} className="text-link hover:underline">
                  {team.people === 1 ? "1 person" : `${team.people} people`}
                </Link>
                <Link href={`/agents?team=${team.id}` as Route} className="text-link hover:underline">
                  Agents
                </Link>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  );
}
