import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { RoleBadges } from "@/components/people/role-badges";
import { SessionList } from "@/components/people/session-list";
import { InstallationLinks, placesFor } from "@/components/settings/installation";
import { PreferencesForm } from "@/components/settings/preferences-form";
import { Card, CardContent, CardHeader, FactList } from "@/components/ui/card";
import { LiteralText } from "@/components/ui/literal-text";
import { PageHeader } from "@/components/ui/page-header";
import { currentPerson, requireContext } from "@/lib/auth";
import { listSessions } from "@/lib/people";
import { preferencesSchema } from "@/lib/people/schema";
import { endOwnSessionAction, savePreferencesAction } from "./actions";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const ctx = await requireContext();
  const [person, sessions] = await Promise.all([currentPerson(), listSessions(ctx)]);
  if (!person) redirect("/sign-in");
  const places = placesFor(ctx.actor);
  const grants = person.grants.map((grant) => ({ ...grant, id: `${grant.role} ${grant.teamId}` }));
  return (
    <>
      <PageHeader title="Settings" description="Your account, and how this console looks and behaves for you." />
      <div className="grid max-w-3xl gap-4">
        <Card aria-labelledby="profile">
          <CardHeader id="profile" title="You" description="As you were invited." />
          <CardContent>
            <FactList
              facts={[
                { label: "Name", value: <LiteralText text={person.name} /> },
                { label: "E-mail", value: person.email },
                { label: "Title", value: person.title ? <LiteralText text={person.title} /> : null },
                { label: "Roles", value: <RoleBadges grants={grants} /> },
              ]}
            />
          </CardContent>
        </Card>
        <Card aria-labelledby="preferences">
          <CardHeader id="preferences" title="Look and keys" description="Saved as you choose, for every browser." />
          <CardContent>
            <PreferencesForm
              preferences={preferencesSchema.parse(person.preferences)}
              timeZone={person.timeZone}
              timeZones={["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")]}
              save={savePreferencesAction}
            />
          </CardContent>
        </Card>
        {places.length ? (
          <Card aria-labelledby="installation">
            <CardHeader id="installation" title="Installation" description="What is set for everybody here." />
            <CardContent>
              <InstallationLinks places={places} />
            </CardContent>
          </Card>
        ) : null}
        <Card aria-labelledby="sessions">
          <CardHeader
            id="sessions"
            title="Sessions"
            description="A session ends after 8 hours, or after an hour without use."
          />
          <CardContent>
            <SessionList sessions={sessions} currentId={person.sessionId} end={endOwnSessionAction} />
          </CardContent>
        </Card>
      </div>
    </>
  );
}
