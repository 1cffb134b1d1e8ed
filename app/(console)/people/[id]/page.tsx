import type { Metadata, Route } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { PersonPasskeys } from "@/components/passkeys/person-passkeys";
import { AccountStateBadge } from "@/components/people/account-state";
import { EditPersonDialog } from "@/components/people/edit-person-dialog";
import { PersonFacts } from "@/components/people/person-facts";
import { PersonHeaderActions } from "@/components/people/person-header-actions";
import { PersonRoles } from "@/components/people/person-roles";
import { SessionList } from "@/components/people/session-list";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { LiteralText } from "@/components/ui/literal-text";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/access";
import { requireContext } from "@/lib/auth";
import { isCountersignError } from "@/lib/errors";
import { listPasskeys } from "@/lib/passkeys";
import { getPerson, listSessions, listTeams } from "@/lib/people";
import { revokePasskeyAction } from "../../account/actions";
import * as actions from "../actions";

export const metadata: Metadata = { title: "Person" };

export default async function PersonPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireContext();
  const { id } = await params;
  const person = await getPerson(ctx, id).catch((error: unknown) => {
    if (isCountersignError(error) && error.code === "not_found") notFound();
    throw error;
  });
  const sessionsShown = person.abilities.endSessions.allowed;
  const passkeysShown = can(ctx.actor, "passkeys.revoke", { teamId: person.teamId });
  const [teams, sessions, passkeys] = await Promise.all([
    listTeams(ctx),
    sessionsShown ? listSessions(ctx, { personId: id }) : Promise.resolve([]),
    passkeysShown ? listPasskeys(ctx, id) : Promise.resolve([]),
  ]);
  const scopes = [null, ...teams.map((team) => team.id)].filter((teamId) =>
    can(ctx.actor, "people.grantRole", { teamId }),
  );
  const currentId = ctx.actor.kind === "user" ? ctx.actor.sessionId : null;
  return (
    <>
      <PageHeader
        crumbs={[{ label: "People", href: "/people" as Route }, { label: person.name }]}
        title={<LiteralText text={person.name} />}
        badges={<AccountStateBadge state={person.state} />}
        description={<LiteralText text={person.title} />}
        actions={
          scopes.length ? (
            <>
              {person.abilities.edit.allowed ? (
                <EditPersonDialog
                  key={person.version}
                  person={person}
                  teams={teams}
                  scopes={scopes}
                  edit={actions.editPersonAction}
                  findManagers={actions.findManagersAction}
                />
              ) : null}
              <PersonHeaderActions
                person={person}
                preview={actions.previewSuccessionAction}
                deactivate={actions.deactivatePersonAction}
                reactivate={actions.reactivatePersonAction}
                renewLink={actions.renewSetupLinkAction}
              />
            </>
          ) : null
        }
      />
      <div className="grid items-start gap-4 lg:grid-cols-[3fr_2fr]">
        <div className="grid gap-4">
          <PersonRoles
            person={person}
            teams={teams}
            scopes={scopes}
            grant={actions.grantRoleAction}
            revoke={actions.revokeRoleAction}
          />
          {sessionsShown ? (
            <Card aria-labelledby="sessions">
              <CardHeader id="sessions" title="Sessions" description="Where this person is signed in now." />
              <CardContent>
                <SessionList sessions={sessions} currentId={currentId} end={actions.endSessionAction} />
              </CardContent>
            </Card>
          ) : null}
          {passkeysShown ? (
            <Card aria-labelledby="passkeys">
              <CardHeader
                id="passkeys"
                title="Passkeys"
                description="What this person signs decisions with. Revoke what was lost."
              />
              <CardContent>
                <PersonPasskeys passkeys={passkeys} name={person.name} revoke={revokePasskeyAction} />
              </CardContent>
            </Card>
          ) : null}
        </div>
        <Card aria-labelledby="account">
          <CardHeader id="account" title="Account" />
          <CardContent>
            <PersonFacts
              person={person}
              agents={
                <Link href={`/agents?owner=${person.id}` as Route} className="text-link hover:underline">
                  {person.answersFor === 1 ? "1 agent" : `${person.answersFor} agents`}
                </Link>
              }
            />
          </CardContent>
        </Card>
      </div>
    </>
  );
}
