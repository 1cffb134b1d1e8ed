import { BadgeCheck, FileKey2, Gavel, Megaphone, Scale, ShieldCheck, Stamp } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { RequestStatus } from "@/components/approvals/case/status";
import { Certified } from "@/components/campaigns/agent/certified";
import { GrantSentence, StateBadge } from "@/components/entitlements/words";
import { Card, CardHeader } from "@/components/ui/card";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import type { CaseView } from "@/lib/approvals/views";
import type { CertificationView } from "@/lib/campaigns";
import type { EntitlementView } from "@/lib/entitlements/schema";
import type { DecisionExplanation } from "@/lib/policy/schema";
import { Named } from "./named";
import { OutcomeBadge } from "./outcome-badge";

/** What the way from a call to its proof leads through, as far as the reader may see it. */
export interface PathStops {
  grants: readonly EntitlementView[];
  /** Whether the decision rests on these grants; otherwise they were held for the tool and did not suffice. */
  rests: boolean;
  certifications: ReadonlyMap<string, CertificationView>;
  approvals: readonly CaseView[];
  /** How many of each the decision names and the reader may not open, or are no longer kept. */
  unseen: { grants: number; approvals: number };
}

interface DecisionPathProps {
  decision: DecisionExplanation;
  stops: PathStops;
  /** The decision's event with its proof. */
  proof: ReactNode;
}

/** Call, decision, policy, grant, certification, approval, proof: each on one line with the way to its page (Z6). */
export function DecisionPath({ decision, stops, proof }: DecisionPathProps) {
  return (
    <Card>
      <CardHeader
        title="From the call to its proof"
        description="Everything this decision rests on, each one a link."
      />
      <ol aria-label="From the call to its proof" className="divide-y divide-border">
        <Stop icon={<Megaphone />} title="Call">
          <Named subject={decision.agent} /> called{" "}
          <LiteralText text={`${decision.server}/${decision.tool}`} className="font-mono text-sm" />,{" "}
          <Time at={decision.at} />
        </Stop>
        <Stop icon={<Scale />} title="Decision">
          <span className="inline-flex flex-wrap items-center gap-2">
            <OutcomeBadge outcome={decision.outcome} />
            <span className="font-mono text-muted-foreground text-xs">{decision.id}</span>
          </span>
        </Stop>
        <Stop icon={<Gavel />} title="Policy">
          <Policies decision={decision} />
        </Stop>
        <Stop icon={<FileKey2 />} title="Grant">
          <Grants stops={stops} />
        </Stop>
        <Stop icon={<BadgeCheck />} title="Certification">
          <Certifications stops={stops} />
        </Stop>
        <Stop icon={<ShieldCheck />} title="Approval">
          <Approvals stops={stops} />
        </Stop>
        <Stop icon={<Stamp />} title="Proof">
          {proof}
        </Stop>
      </ol>
    </Card>
  );
}

function Stop({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <li className="grid gap-x-4 gap-y-1 px-4 py-3 sm:grid-cols-[9rem_minmax(0,1fr)]">
      <h3 className="flex items-center gap-2 self-start font-medium text-muted-foreground leading-6 [&_svg]:size-4">
        <span aria-hidden>{icon}</span>
        {title}
      </h3>
      <div className="grid min-w-0 gap-2">
        <div className="min-w-0 leading-6">{children}</div>
      </div>
    </li>
  );
}

function Policies({ decision }: { decision: DecisionExplanation }) {
  const policies = decision.chain.filter(({ kind }) => kind === "policy");
  if (policies.length === 0) {
    return <None>No policy spoke: without a grant that fits, nothing is allowed.</None>;
  }
  return (
    <ul className="grid gap-1">
      {policies.map(({ ref, detail }) => (
        <li key={`${ref?.id} ${detail}`}>
          {ref ? <Named subject={ref} /> : null} <span className="text-muted-foreground text-sm">{detail}</span>
        </li>
      ))}
    </ul>
  );
}

function Grants({ stops: { grants, rests, unseen } }: { stops: PathStops }) {
  if (grants.length === 0) {
    return <None>{unseen.grants ? UNSEEN : "None was held for this tool at that time."}</None>;
  }
  return (
    <ul className="grid gap-2.5">
      {grants.map((grant) => (
        <li key={grant.id} className="grid gap-0.5">
          <p className="flex flex-wrap items-center gap-2">
            <Named
              subject={{ kind: "entitlement", id: grant.id, name: `${grant.server}/${grant.tool ?? "every tool"}` }}
            />
            <StateBadge state={grant.state} />
            {rests ? null : <span className="text-muted-foreground text-sm">held then, and not enough</span>}
          </p>
          <p className="text-sm">
            It <GrantSentence shape={grant} />.
          </p>
          <p className="text-muted-foreground text-sm">
            <Whom label="Asked for by" person={grant.requestedBy} />
            {grant.approvedBy ? (
              <>
                , <Whom label="approved by" person={grant.approvedBy} /> <Time at={grant.approvedAt} />
              </>
            ) : null}
          </p>
        </li>
      ))}
    </ul>
  );
}

function Whom({ label, person }: { label: string; person: { id: string; name: string } | null }) {
  return (
    <>
      {label} {person ? <Named subject={{ kind: "person", ...person }} /> : "the console"}
    </>
  );
}

function Certifications({ stops: { grants, certifications } }: { stops: PathStops }) {
  if (grants.length === 0) return <None>There is no grant to certify.</None>;
  return (
    <ul className="grid gap-2">
      {grants.map((grant) => {
        const certification = certifications.get(grant.id);
        return (
          <li key={grant.id}>
            {grants.length > 1 ? (
              <LiteralText
                text={`${grant.server}/${grant.tool ?? "every tool"}: `}
                className="text-muted-foreground text-sm"
              />
            ) : null}
            <Certified certification={certification} />
            {certification?.mayOpen ? (
              <Link
                href={itemHref(certification)}
                prefetch={false}
                className="inline-flex min-h-6 items-center text-sm underline decoration-border-strong underline-offset-3 hover:decoration-current"
              >
                Item {certification.number.toLocaleString("en")} of the campaign
              </Link>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}

/** The campaign's list of items, beginning at this one. */
function itemHref({ campaign, number }: CertificationView): Route {
  return `/campaigns/${campaign.id}?tab=items&after=${Math.max(number - 1, 0)}` as Route;
}

function Approvals({ stops: { approvals, unseen } }: { stops: PathStops }) {
  if (approvals.length === 0) return <None>{unseen.approvals ? UNSEEN : "Nobody was asked about this call."}</None>;
  return (
    <ul className="grid gap-2.5">
      {approvals.map((one) => (
        <li key={one.id} className="grid gap-0.5">
          <p className="flex flex-wrap items-center gap-2">
            <Named subject={{ kind: "approval", id: one.id, name: one.subject || one.id }} />
            <RequestStatus status={one.status} />
          </p>
          <p className="text-muted-foreground text-sm">
            {one.votes.length === 0
              ? "Nobody has answered."
              : one.votes.map(({ person, answer, at }, position) => (
                  <span key={person.id}>
                    {position ? ", " : ""}
                    {answer === "approve" ? "Approved" : "Denied"} by <Named subject={{ kind: "person", ...person }} />{" "}
                    <Time at={at} />
                  </span>
                ))}
          </p>
        </li>
      ))}
    </ul>
  );
}

const UNSEEN = "Named, but not open to you, or no longer kept.";

function None({ children }: { children: ReactNode }) {
  return <p className="text-muted-foreground">{children}</p>;
}
