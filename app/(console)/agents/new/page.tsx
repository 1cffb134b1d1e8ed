import type { Metadata, Route } from "next";
import Link from "next/link";
import { previewTierAction } from "@/app/(console)/agents/[id]/risk/actions";
import { RegisterForm } from "@/components/agents/form/register-form";
import { TemplateNote } from "@/components/templates/template-note";
import { PageHeader } from "@/components/ui/page-header";
import { requireReach } from "@/lib/access";
import { requireContext } from "@/lib/auth";
import { listTeams } from "@/lib/people";
import { getTemplate } from "@/lib/templates";
import { fieldsFrom } from "@/lib/templates/rules";
import { orNotFound } from "../../guards";
import { createAgentAction } from "../actions";

export const metadata: Metadata = { title: "Register an agent" };

export default async function NewAgentPage({ searchParams }: PageProps<"/agents/new">) {
  const ctx = await requireContext();
  // Says which role is missing before anybody fills in a form; the verb decides again.
  requireReach(ctx, "agents.create");
  const { template: templateId } = await searchParams;
  const template = typeof templateId === "string" ? await orNotFound(getTemplate(ctx, templateId)) : null;
  const usable = template?.abilities.use.allowed ? template : null;
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Agents", href: "/agents" }, { label: "Register an agent" }]}
        title="Register an agent"
        description={
          <>
            Saved as a draft first. Nothing may act until it is registered and activated.{" "}
            <Link href={"/agents/templates" as Route} className="text-link underline underline-offset-3">
              {template ? "Choose another template" : "Begin from a template"}
            </Link>
          </>
        }
      />
      {template ? <TemplateNote template={template} /> : null}
      <RegisterForm
        key={usable?.id}
        create={createAgentAction}
        preview={previewTierAction}
        teams={await listTeams(ctx)}
        template={usable ? { id: usable.id, values: fieldsFrom(usable.content) } : undefined}
      />
    </>
  );
}
