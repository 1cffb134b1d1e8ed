import type { Metadata } from "next";
import { PolicyTabs } from "@/components/policies/policy-tabs";
import { TryForm } from "@/components/policies/try-form";
import { Callout } from "@/components/ui/callout";
import { PageHeader } from "@/components/ui/page-header";
import { canSomewhere } from "@/lib/access";
import { ENVIRONMENT_LABELS } from "@/lib/agents/terms";
import { requireContext } from "@/lib/auth";
import { pickAgent } from "@/lib/policy";
import { orNotFound } from "../../guards";
import { tryDecisionAction } from "../actions";

export const metadata: Metadata = { title: "Try a call" };

export default async function TryPage({ searchParams }: PageProps<"/policies/try">) {
  const [given, ctx] = await Promise.all([searchParams, requireContext()]);
  const mayTry = canSomewhere(ctx.actor, "decisions.try") && canSomewhere(ctx.actor, "decisions.read");
  const picked = mayTry && typeof given.agent === "string" ? await orNotFound(pickAgent(ctx, given.agent)) : null;
  const chosen = picked && {
    value: picked.agent.id,
    label: picked.agent.name,
    hint: ENVIRONMENT_LABELS[picked.agent.environment as keyof typeof ENVIRONMENT_LABELS],
  };
  return (
    <>
      <PageHeader
        title="Policies"
        description="Try what a call would be answered now, by the function that answers agents."
      />
      <PolicyTabs current="try" />
      {mayTry ? (
        <TryForm picked={picked} chosen={chosen} attempt={tryDecisionAction} />
      ) : (
        <Callout title="You cannot try calls">
          A try is a decision on record: this needs a role that may make and read them, owner, compliance or ciso.
        </Callout>
      )}
    </>
  );
}
