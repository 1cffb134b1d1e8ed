import type { Metadata } from "next";
import { RegisterForm } from "@/components/agents/form/register-form";
import { PageHeader } from "@/components/ui/page-header";
import { requireReach } from "@/lib/access";
import { requireContext } from "@/lib/auth";
import { listTeams } from "@/lib/people";
import { createAgentAction } from "../actions";

export const metadata: Metadata = { title: "Register an agent" };

export default async function NewAgentPage() {
  const ctx = await requireContext();
  // Says which role is missing before anybody fills in a form; the verb decides again.
  requireReach(ctx, "agents.create");
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Agents", href: "/agents" }, { label: "Register an agent" }]}
        title="Register an agent"
        description="Saved as a draft first. Nothing may act until it is registered and activated."
      />
      <RegisterForm create={createAgentAction} teams={await listTeams(ctx)} />
    </>
  );
}
