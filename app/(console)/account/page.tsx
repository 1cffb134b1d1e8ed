import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { MailPreferences } from "@/components/notifications/mail-preferences";
import { EnrolButton } from "@/components/passkeys/enrol-dialog";
import { OwnPasskeys } from "@/components/passkeys/own-passkeys";
import { SignInAgain } from "@/components/passkeys/sign-in-again";
import { AbsenceForm } from "@/components/people/absence-form";
import { AbsenceList } from "@/components/people/absence-list";
import { SessionList } from "@/components/people/session-list";
import { Callout } from "@/components/ui/callout";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { LiteralText } from "@/components/ui/literal-text";
import { PageHeader } from "@/components/ui/page-header";
import { currentPerson, requireContext } from "@/lib/auth";
import { getMailPreference } from "@/lib/notifications";
import { listPasskeys } from "@/lib/passkeys";
import { barOfEnrolling, isFresh } from "@/lib/passkeys/rules";
import { listAbsences, listDelegates, listSessions } from "@/lib/people";
import {
  beginEnrolmentAction,
  endAbsenceAction,
  endSessionAction,
  finishEnrolmentAction,
  removePasskeyAction,
  setAbsenceAction,
  setMailPreferenceAction,
} from "./actions";

export const metadata: Metadata = { title: "Your account" };

export default async function AccountPage() {
  const ctx = await requireContext();
  const [person, passkeys, sessions] = await Promise.all([currentPerson(), listPasskeys(ctx), listSessions(ctx)]);
  if (!person) redirect("/sign-in");
  const bar = barOfEnrolling({ signedInAt: person.authenticatedAt, keys: passkeys.length, now: ctx.now });
  return (
    <>
      <PageHeader
        title="Your account"
        description={
          <>
            <LiteralText text={person.name} />, {person.email}
          </>
        }
      />
      <div className="grid max-w-3xl gap-4">
        <Card aria-labelledby="passkeys">
          <CardHeader
            id="passkeys"
            title="Passkeys"
            description="With one you sign what you decide, so that nobody else can have decided it."
            actions={<EnrolButton bar={bar} begin={beginEnrolmentAction} finish={finishEnrolmentAction} />}
          />
          <CardContent className="grid gap-4">
            {bar ? (
              <Callout
                tone="info"
                actions={isFresh(person.authenticatedAt, ctx.now) ? null : <SignInAgain to="/account" />}
              >
                <span id="why-no-passkey">{bar}</span>
              </Callout>
            ) : null}
            <OwnPasskeys passkeys={passkeys} remove={removePasskeyAction} />
          </CardContent>
        </Card>
        <Absences personId={person.id} />
        <Mails />
        <Card aria-labelledby="sessions">
          <CardHeader
            id="sessions"
            title="Sessions"
            description="Where you are signed in. A session ends after 8 hours, or after an hour without use."
          />
          <CardContent>
            <SessionList sessions={sessions} currentId={person.sessionId} end={endSessionAction} />
          </CardContent>
        </Card>
      </div>
    </>
  );
}

/** Where a person says that they are away: what matters to those who decide, and harms nobody else. */
async function Absences({ personId }: { personId: string }) {
  const ctx = await requireContext();
  const [absences, delegates] = await Promise.all([listAbsences(ctx), listDelegates(ctx)]);
  return (
    <Card aria-labelledby="absences">
      <CardHeader
        id="absences"
        title="Out of office"
        description="While you are away, whoever you name decides in your place."
        actions={<AbsenceForm delegates={delegates} set={setAbsenceAction} />}
      />
      <CardContent>
        <AbsenceList absences={absences} personId={personId} end={endAbsenceAction} />
      </CardContent>
    </Card>
  );
}

async function Mails() {
  const preference = await getMailPreference(await requireContext());
  return (
    <Card aria-labelledby="mails">
      <CardHeader
        id="mails"
        title="Mails"
        description="About requests that wait for you. A mail never decides anything: its link opens the console."
      />
      <CardContent>
        <MailPreferences key={preference.version} preference={preference} set={setMailPreferenceAction} />
      </CardContent>
    </Card>
  );
}
