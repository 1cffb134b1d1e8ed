import type { Metadata } from "next";
import { connection } from "next/server";
import { SetupForm } from "@/components/sign-in/setup-form";
import { Callout } from "@/components/ui/callout";
import { singleSignOnName } from "@/lib/auth";
import { systemContext } from "@/lib/context";
import { findSetup } from "@/lib/people";
import { carrySetupAction, completeSetupAction } from "../../actions";

export const metadata: Metadata = { title: "Set up", referrer: "no-referrer" };

export default async function SetupPage({ params }: { params: Promise<{ token: string }> }) {
  await connection();
  const { token } = await params;
  const invitation = await findSetup(systemContext("setup"), token);
  if (!invitation) {
    return (
      <div className="grid gap-4">
        <h1 className="font-semibold text-xl tracking-tight">This link does not work</h1>
        <Callout tone="warning">
          It was used, or a day has passed, or a part of it is missing. Ask an administrator for a new one. For the
          first administrator, start the installation again: it prints a new link.
        </Callout>
      </div>
    );
  }
  const provider = invitation.personId ? singleSignOnName() : null;
  return (
    <SetupForm
      token={token}
      purpose={invitation.purpose}
      name={invitation.name}
      email={invitation.email}
      provider={provider}
      complete={completeSetupAction}
      carry={carrySetupAction}
    />
  );
}
