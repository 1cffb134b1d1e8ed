import type { Metadata, Route } from "next";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { DemoPeople } from "@/components/sign-in/demo-people";
import { PasswordForm } from "@/components/sign-in/password-form";
import { SignInProblem } from "@/components/sign-in/sign-in-problem";
import { SingleSignOn } from "@/components/sign-in/single-sign-on";
import { isDemoOffered } from "@/lib/accounts";
import { currentContext, singleSignOnName } from "@/lib/auth";
import { ownPath } from "@/lib/auth/paths";
import { DEMO_PEOPLE } from "@/prisma/seed/people";

export const metadata: Metadata = { title: "Sign in" };

interface SignInPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { to, problem, by, error } = await searchParams;
  const target = ownPath(typeof to === "string" ? to : null);
  if (await currentContext()) redirect(target as Route);
  const provider = singleSignOnName();
  const demo = isDemoOffered((await headers()).get("host") ?? "");
  const failed = typeof problem === "string" ? problem : error ? "unexpected" : null;
  return (
    <div className="grid gap-5">
      <h1 className="font-semibold text-xl tracking-tight">Sign in</h1>
      {failed ? <SignInProblem code={failed} byLink={by === "link"} provider={provider} /> : null}
      {demo ? <DemoPeople people={DEMO_PEOPLE} target={target} /> : null}
      {provider ? <SingleSignOn name={provider} target={target} /> : null}
      <PasswordForm target={target} folded={demo} />
    </div>
  );
}
