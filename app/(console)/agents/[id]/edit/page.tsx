import type { Metadata, Route } from "next";
import { previewTierAction } from "@/app/(console)/agents/[id]/risk/actions";
import { EditForm } from "@/components/agents/form/edit-form";
import { Callout } from "@/components/ui/callout";
import { LiteralText } from "@/components/ui/literal-text";
import { PageHeader } from "@/components/ui/page-header";
import { getAgent } from "@/lib/agents";
import { requireContext } from "@/lib/auth";
import { orNotFound } from "../../../guards";
import { editAgentAction } from "../../actions";

export const metadata: Metadata = { title: "Edit an agent" };

export default async function EditAgentPage({ params }: PageProps<"/agents/[id]/edit">) {
  const { id } = await params;
  const ctx = await requireContext();
  const agent = await orNotFound(getAgent(ctx, id));
  const { edit } = agent.abilities;
  return (
    <>
      <PageHeader
        crumbs={[
          { label: "Agents", href: "/agents" },
          { label: agent.name, href: `/agents/${id}` as Route },
          { label: "Edit" },
        ]}
        title={
          <>
            Edit <LiteralText text={agent.name} />
          </>
        }
      />
      {edit.allowed ? (
        <EditForm agent={agent} edit={editAgentAction} preview={previewTierAction} />
      ) : (
        <Callout tone="warning">{edit.reason}</Callout>
      )}
    </>
  );
}
