import type { Metadata, Route } from "next";
import { PolicyEditor } from "@/components/policies/policy-editor";
import { Callout } from "@/components/ui/callout";
import { LiteralText } from "@/components/ui/literal-text";
import { PageHeader } from "@/components/ui/page-header";
import { requireContext } from "@/lib/auth";
import { getPolicy, WORDS } from "@/lib/policy";
import type { PolicyDetail } from "@/lib/policy/schema";
import { orNotFound } from "../../../guards";
import {
  caseFromDecisionAction,
  checkPolicyAction,
  pickAgentAction,
  proposeVersionAction,
  replayPolicyAction,
  saveDraftAction,
} from "../../actions";

export const metadata: Metadata = { title: "Edit a policy" };

const ACTIONS = {
  check: checkPolicyAction,
  save: saveDraftAction,
  propose: proposeVersionAction,
  replay: replayPolicyAction,
  pick: pickAgentAction,
  fromDecision: caseFromDecisionAction,
};

export default async function EditPolicyPage({ params, searchParams }: PageProps<"/policies/[id]/edit">) {
  const [{ id }, given, ctx] = await Promise.all([params, searchParams, requireContext()]);
  const policy = await orNotFound(getPolicy(ctx, id));
  const draft = policy.versions.find(({ state }) => state === "draft");
  const { edit } = policy.abilities;
  return (
    <>
      <PageHeader
        crumbs={[
          { label: "Policies", href: "/policies" as Route },
          { label: policy.name, href: `/policies/${id}` as Route },
          { label: draft ? `Draft ${draft.number}` : "New version" },
        ]}
        title={<LiteralText text={policy.name} />}
        description={policy.description ? <LiteralText text={policy.description} multiline /> : undefined}
      />
      {edit.allowed ? (
        <PolicyEditor
          policyId={id}
          draft={draft ? { number: draft.number, version: draft.version } : null}
          nextNumber={(policy.versions[0]?.number ?? 0) + 1}
          start={draft ?? startOf(policy, typeof given.from === "string" ? given.from : null)}
          words={WORDS}
          actions={ACTIONS}
        />
      ) : (
        <Callout tone="warning" title="This policy cannot be edited now">
          {edit.reason}
        </Callout>
      )}
    </>
  );
}

/** A new version begins as the one that a link named, or as the one in force, or as the newest that holds a rule. */
function startOf(
  policy: PolicyDetail,
  from: string | null,
): { text: string; tests: PolicyDetail["versions"][number]["tests"] } {
  const named = policy.versions.find(({ number }) => String(number) === from);
  const inForce = policy.versions.find(({ number }) => number === policy.published);
  return named ?? inForce ?? policy.versions.find(({ text }) => text !== "") ?? { text: "", tests: [] };
}
