import type { Metadata, Route } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { RoleBadges } from "@/components/people/role-badges";
import { InstallationLinks, placesFor } from "@/components/settings/installation";
import { PreferencesForm } from "@/components/settings/preferences-form";
import { buttonVariants } from "@/components/ui/button";
import { Card, CardContent, CardHeader, FactList } from "@/components/ui/card";
import { LiteralText } from "@/components/ui/literal-text";
import { PageHeader } from "@/components/ui/page-header";
import { currentPerson, requireContext } from "@/lib/auth";
import { preferencesSchema } from "@/lib/people/schema";
import { savePreferencesAction } from "./actions";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const ctx = await requireContext();
  const person = await currentPerson();
  if (!person) redirect("/sign-in");
  const places = placesFor(ctx.actor);
  const grants = person.grants.map((grant) => ({ ...grant, id: `${grant.role} ${grant.teamId}` }));
  return (
    <>
      <PageHeader title="Settings" description="How this console looks and behaves for you, and for everybody." />
      <div className="grid max-w-3xl gap-4">
        <Card aria-labelledby="profile">
          <CardHeader
            id="profile"
            title="You"
            description="As you were invited. Passkeys, absences, mails and sessions are in your account."
            actions={
              <Link href={"/account" as Route} className={buttonVariants({ variant: "outline", size: "sm" })}>
                Your account
              </Link>
            }
          />
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
      </div>
    </>
  );
}
