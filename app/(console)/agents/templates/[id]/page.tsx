import type { Metadata, Route } from "next";
import Link from "next/link";
import { DecideButtons } from "@/components/templates/decide-buttons";
import { ExpectedCard } from "@/components/templates/expected-card";
import { TemplateFacts } from "@/components/templates/template-facts";
import { TemplateStateBadge } from "@/components/templates/template-state";
import { buttonVariants } from "@/components/ui/button";
import { LiteralText } from "@/components/ui/literal-text";
import { PageHeader } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import { canSomewhere } from "@/lib/access";
import { requireContext } from "@/lib/auth";
import { getTemplate } from "@/lib/templates";
import type { TemplateDetail } from "@/lib/templates/schema";
import { orNotFound } from "../../../guards";
import { approveTemplateAction, retireTemplateAction } from "../actions";

export async function generateMetadata({ params }: PageProps<"/agents/templates/[id]">): Promise<Metadata> {
  const ctx = await requireContext();
  return { title: (await orNotFound(getTemplate(ctx, (await params).id))).name };
}

export default async function TemplatePage({ params }: PageProps<"/agents/templates/[id]">) {
  const [{ id }, ctx] = await Promise.all([params, requireContext()]);
  const template = await orNotFound(getTemplate(ctx, id));
  const mayUse = template.abilities.use.allowed && canSomewhere(ctx.actor, "agents.create");
  return (
    <>
      <PageHeader
        crumbs={[
          { label: "Agents", href: "/agents" },
          { label: "Templates", href: "/agents/templates" as Route },
          { label: template.name },
        ]}
        title={<LiteralText text={template.name} />}
        badges={<TemplateStateBadge state={template.state} />}
        description={<LiteralText text={template.description} multiline />}
        actions={
          <>
            <DecideButtons template={template} approve={approveTemplateAction} retire={retireTemplateAction} />
            {mayUse ? (
              <Link href={`/agents/new?template=${id}` as Route} className={buttonVariants({ variant: "default" })}>
                Register from it
              </Link>
            ) : null}
          </>
        }
      />
      <History template={template} />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="grid gap-4">
          <TemplateFacts content={template.content} />
        </div>
        <ExpectedCard expected={template.expected} />
      </div>
    </>
  );
}

function History({ template: { proposedBy, proposedAt, approvedBy, approvedAt } }: { template: TemplateDetail }) {
  if (!proposedBy) return null;
  return (
    <p className="mb-4 text-muted-foreground">
      Proposed by {proposedBy.name} <Time at={proposedAt} />
      {approvedBy ? (
        <>
          , approved by {approvedBy.name} <Time at={approvedAt} />
        </>
      ) : null}
    </p>
  );
}
