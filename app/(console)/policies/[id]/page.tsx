import { PencilLine } from "lucide-react";
import type { Metadata, Route } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { OutcomeBadge } from "@/components/decisions/outcome-badge";
import { CedarText } from "@/components/policies/cedar-text";
import { DecideProposal } from "@/components/policies/decide-proposal";
import { DiffView } from "@/components/policies/diff-view";
import { ProposalCard } from "@/components/policies/proposal-card";
import { RestoreButton } from "@/components/policies/restore-button";
import { TestTable } from "@/components/policies/test-table";
import { VersionHistory } from "@/components/policies/version-history";
import { VersionStateBadge } from "@/components/policies/version-state";
import { Badge } from "@/components/ui/badge";
import { buttonVariants } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { LiteralText } from "@/components/ui/literal-text";
import { PageHeader } from "@/components/ui/page-header";
import { requireContext } from "@/lib/auth";
import { getPolicy, linesBetween } from "@/lib/policy";
import type { PolicyDetail, VersionView } from "@/lib/policy/schema";
import { orNotFound } from "../../guards";
import {
  publishVersionAction,
  rejectVersionAction,
  retirePolicyAction,
  rollBackAction,
  withdrawVersionAction,
} from "../actions";

export async function generateMetadata({ params }: PageProps<"/policies/[id]">): Promise<Metadata> {
  const [{ id }, ctx] = await Promise.all([params, requireContext()]);
  return { title: id.startsWith("pol_") ? (await orNotFound(getPolicy(ctx, id))).name : "Shipped policy" };
}

export default async function PolicyPage({ params, searchParams }: PageProps<"/policies/[id]">) {
  const [{ id }, given, ctx] = await Promise.all([params, searchParams, requireContext()]);
  if (!id.startsWith("pol_")) redirect(`/policies#${encodeURIComponent(id)}` as Route);
  const policy = await orNotFound(getPolicy(ctx, id));
  const open = policy.versions.find(({ state }) => state === "draft" || state === "proposed");
  const inForce = policy.versions.find(({ number }) => number === policy.published);
  const wanted = policy.versions.find(({ number }) => String(number) === given.version);
  const shown = wanted ?? inForce ?? policy.versions[0];
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Policies", href: "/policies" as Route }, { label: policy.name }]}
        title={<LiteralText text={policy.name} />}
        badges={
          inForce ? <Badge tone="success">Version {inForce.number} in force</Badge> : <NotInForce policy={policy} />
        }
        description={policy.description ? <LiteralText text={policy.description} multiline /> : undefined}
        actions={<Actions policy={policy} open={open} />}
      />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        {open?.state === "proposed" ? (
          <ProposalCard
            policy={policy}
            proposal={open}
            lines={linesBetween(inForce?.text ?? "", open.text)}
            decide={
              <DecideProposal
                name={policy.name}
                seen={{ policyId: id, number: open.number, version: open.version }}
                abilities={policy.abilities}
                brings={bringsOf(open)}
                publish={publishVersionAction}
                reject={rejectVersionAction}
                withdraw={withdrawVersionAction}
              />
            }
          />
        ) : null}
        {shown ? <Shown policy={policy} version={shown} /> : null}
        <Card aria-labelledby="versions">
          <CardHeader id="versions" title="Versions" />
          <VersionHistory
            policy={policy}
            shown={shown?.number ?? 0}
            actions={(version) => <GoBack policy={policy} version={version} />}
          />
        </Card>
      </div>
    </>
  );
}

const BRINGS = {
  change: "It decides from then on, for every agent, at every decision point.",
  rollback: "The older text decides from then on, for every agent, at every decision point.",
  retirement: "From then on it decides nothing. Its versions stay, and it can come back by rolling back.",
} as const;
const bringsOf = ({ kind }: VersionView) => BRINGS[kind];

function NotInForce({ policy }: { policy: PolicyDetail }) {
  return <Badge tone="outline">{policy.retired ? "Retired" : "Not in force yet"}</Badge>;
}

function Actions({ policy, open }: { policy: PolicyDetail; open: VersionView | undefined }) {
  const { id, name, published, abilities } = policy;
  return (
    <>
      {published !== null && abilities.retire.allowed ? (
        <RestoreButton
          label="Retire"
          title={`Retire ${name}?`}
          description="You propose that it decides nothing any more; a second person agrees. Until then it stays in force."
          done="Proposed: a second person decides"
          refusal={null}
          act={retirePolicyAction.bind(null, { policyId: id, published })}
        />
      ) : null}
      {abilities.edit.allowed ? (
        <Link href={`/policies/${id}/edit` as Route} className={buttonVariants({ variant: "default" })}>
          <PencilLine aria-hidden />
          {open ? `Edit draft ${open.number}` : "Write a new version"}
        </Link>
      ) : null}
    </>
  );
}

function GoBack({ policy, version }: { policy: PolicyDetail; version: VersionView }) {
  const { id, name, published, abilities } = policy;
  if (version.state !== "superseded" && !(published === null && version.state === "published")) return null;
  if (version.text === "" || !abilities.rollBack.allowed) return null;
  return (
    <RestoreButton
      label="Roll back"
      size="sm"
      title={`Go back to version ${version.number} of ${name}?`}
      description="You propose its text and tests as a new version; a second person puts it in force."
      done="Proposed: a second person decides"
      refusal={null}
      act={rollBackAction.bind(null, { policyId: id, number: version.number, published })}
    />
  );
}

/** One version to read, with its tests and what it changed. */
function Shown({ policy, version }: { policy: PolicyDetail; version: VersionView }) {
  const former = policy.versions.find(({ number }) => number < version.number && number === formerOf(policy, version));
  return (
    <Card aria-labelledby="text">
      <CardHeader
        id="text"
        title={
          <span className="inline-flex flex-wrap items-center gap-2">
            Version {version.number} <VersionStateBadge state={version.state} />
          </span>
        }
        actions={version.number === policy.published ? <Decided policy={policy} /> : undefined}
      />
      <CardContent className="grid grid-cols-[minmax(0,1fr)] gap-4">
        {version.text === "" ? (
          <p className="text-muted-foreground">This version holds no rule: with it the policy was retired.</p>
        ) : (
          <CedarText text={version.text} label={`The text of version ${version.number}`} />
        )}
        {former ? (
          <details>
            <summary className="text-link">What it changed against version {former.number}</summary>
            <div className="mt-2">
              <DiffView lines={linesBetween(former.text, version.text)} label={`Against version ${former.number}`} />
            </div>
          </details>
        ) : null}
      </CardContent>
      {version.tests.length ? (
        <div className="border-border border-t">
          <h3 className="px-4 pt-3 font-medium">Tests beside it</h3>
          <TestTable tests={version.tests} />
        </div>
      ) : null}
    </Card>
  );
}

/** The version that stood before: the newest older one that was in force. */
function formerOf(policy: PolicyDetail, version: VersionView): number | undefined {
  return policy.versions.find(({ number, publishedAt }) => number < version.number && publishedAt !== null)?.number;
}

function Decided({ policy: { decided } }: { policy: PolicyDetail }) {
  if (decided.length === 0) return <p className="text-muted-foreground">Decided nothing in the last 30 days</p>;
  return (
    <ul aria-label="What it decided in the last 30 days" className="flex flex-wrap items-center gap-3">
      {decided.map(({ outcome, count }) => (
        <li key={outcome} className="inline-flex items-center gap-1.5 text-muted-foreground">
          <OutcomeBadge outcome={outcome} /> {count.toLocaleString("en")} in 30 days
        </li>
      ))}
    </ul>
  );
}
