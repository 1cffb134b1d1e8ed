import { FileDown, ScrollText } from "lucide-react";
import type { Metadata, Route } from "next";
import Link from "next/link";
import { Answers } from "@/components/compliance/answers";
import { History } from "@/components/compliance/history";
import { OwnerForm } from "@/components/compliance/owner-form";
import { ScopeForm } from "@/components/compliance/scope-form";
import { StateBadge } from "@/components/compliance/state-badge";
import { buttonVariants } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { ForbiddenState } from "@/components/ui/error-state";
import { LiteralText } from "@/components/ui/literal-text";
import { PageHeader } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import { requireContext } from "@/lib/auth";
import { type ControlView, getControl } from "@/lib/compliance";
import { orNotFound } from "../../../guards";
import { assignControlAction, scopeControlAction } from "../../actions";
import { orRefusal } from "../../refusal";

export const metadata: Metadata = { title: "Control" };

/** One control with what answers it now (D3). */
export default async function ControlPage({ params }: PageProps<"/compliance/[framework]/[control]">) {
  const ctx = await requireContext();
  const { framework, control: reference } = await params;
  const control = await orNotFound(orRefusal(getControl(ctx, `${framework}/${reference}`)));
  if (typeof control === "string") return <ForbiddenState message={control} />;
  return (
    <>
      <Header control={control} />
      {control.applies ? null : (
        <Callout tone="info" title="This control does not apply here" className="mb-4">
          <LiteralText text={control.note} />
        </Callout>
      )}
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid gap-4">
          <Card aria-labelledby="asks">
            <CardHeader
              id="asks"
              title="What it asks"
              description="In our words; the text itself is the publisher's."
            />
            <CardContent>
              <p className="max-w-prose">{control.asks}</p>
            </CardContent>
          </Card>
          <Card aria-labelledby="evidence" className="overflow-hidden">
            <CardHeader
              id="evidence"
              title="What the rows say"
              description={
                <>
                  Asked <Time at={control.live.at} />, when this page was made.{restText(control.live)}
                </>
              }
            />
            <Answers answers={control.live.answers} />
          </Card>
          <Card aria-labelledby="not-covered">
            <CardHeader id="not-covered" title="What this does not cover" />
            <CardContent>
              <p className="max-w-prose">{control.notCovered}</p>
            </CardContent>
          </Card>
        </div>
        <div className="grid gap-4">
          <Card aria-labelledby="owner">
            <CardHeader id="owner" title="Owner" />
            <CardContent>
              <OwnerForm key={control.version} control={control} assign={assignControlAction} />
            </CardContent>
          </Card>
          <Card aria-labelledby="history" className="overflow-hidden">
            <CardHeader id="history" title="History" description="As it was checked, for two years back." />
            <History history={control.history} />
          </Card>
        </div>
      </div>
    </>
  );
}

/** A state that rests on a part of what would show the control says so. */
function restText({ state, answers }: ControlView["live"]): string {
  const shows = answers.filter(({ proves }) => proves === "shows");
  const unmeasured = shows.filter((answer) => answer.state === "not_measured").length;
  if (state === "not_measured" || unmeasured === 0) return "";
  return ` ${unmeasured} of the ${shows.length} that show it had nothing to look at: the state rests on the others.`;
}

function Header({ control }: { control: ControlView }) {
  const { framework } = control;
  return (
    <PageHeader
      crumbs={[
        { label: "Compliance", href: "/compliance" as Route },
        { label: framework.name, href: framework.href as Route },
        { label: control.reference },
      ]}
      title={`${control.reference} ${control.title}`}
      badges={<StateBadge state={control.live.state} applies={control.applies} />}
      description={`${framework.name}, ${framework.edition}`}
      actions={
        <>
          <ScopeForm control={control} scope={scopeControlAction} />
          <Link href={control.timeline as Route} className={buttonVariants({ variant: "outline" })}>
            <ScrollText aria-hidden />
            Its events
          </Link>
          {control.takeHome ? (
            <Link href={control.takeHome as Route} className={buttonVariants()}>
              <FileDown aria-hidden />
              Take evidence home
            </Link>
          ) : null}
        </>
      }
    />
  );
}
