import type { Metadata } from "next";
import { InviteDialog } from "@/components/people/invite-dialog";
import { PeopleFilters } from "@/components/people/people-filters";
import { PeopleTable } from "@/components/people/people-table";
import { PeopleTabs } from "@/components/people/people-tabs";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/access";
import { requireContext } from "@/lib/auth";
import { listPeople, listTeams, peopleSearchFrom } from "@/lib/people";
import { findManagersAction, invitePersonAction } from "./actions";

export const metadata: Metadata = { title: "People" };

interface PeoplePageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function PeoplePage({ searchParams }: PeoplePageProps) {
  const ctx = await requireContext();
  const [people, teams] = await Promise.all([listPeople(ctx, peopleSearchFrom(await searchParams)), listTeams(ctx)]);
  const inviting = [null, ...teams.map(({ id }) => id)].filter((teamId) => can(ctx.actor, "people.invite", { teamId }));
  return (
    <>
      <PageHeader
        title="People"
        description="Who works with agents here, what each may do, and for which team."
        actions={
          inviting.length ? (
            <InviteDialog
              teams={teams}
              scopes={inviting}
              invite={invitePersonAction}
              findManagers={findManagersAction}
            />
          ) : null
        }
      />
      <PeopleTabs current="people" />
      <PeopleFilters teams={teams} />
      <PeopleTable rows={people.rows} total={people.total} />
    </>
  );
}
