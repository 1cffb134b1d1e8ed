import { ListChecks } from "lucide-react";
import type { Metadata, Route } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { CheckNow } from "@/components/compliance/check-now";
import { Frameworks } from "@/components/compliance/frameworks";
import { WorsenedList } from "@/components/compliance/worsened";
import { buttonVariants } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card, CardHeader } from "@/components/ui/card";
import { ForbiddenState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import { can } from "@/lib/access";
import { requireContext } from "@/lib/auth";
import { listFrameworks } from "@/lib/compliance";
import { checkControlsAction } from "./actions";
import { orRefusal } from "./refusal";

export const metadata: Metadata = { title: "Compliance" };

/** Frameworks, how their controls stand, and what turned worse (D3). */
export default async function CompliancePage() {
  const ctx = await requireContext();
  const mayGuide = can(ctx.actor, "guide.read");
  // Administrators bring the console in by the guide, and see no controls.
  if (mayGuide && !can(ctx.actor, "controls.read")) redirect("/compliance/guide");
  const view = await orRefusal(listFrameworks(ctx));
  if (typeof view === "string") return <ForbiddenState message={view} />;
  return (
    <>
      <PageHeader
        title="Compliance"
        description="What the rows of this console say about controls that others ask you for. It is evidence, not a certificate: whether you conform, your auditor decides."
        actions={
          <>
            {mayGuide ? (
              <Link
                href={"/compliance/guide" as Route}
                className={buttonVariants({ variant: "outline", className: "self-start" })}
              >
                <ListChecks aria-hidden />
                Roll-out guide
              </Link>
            ) : null}
            <CheckNow ability={view.check} check={checkControlsAction} />
          </>
        }
      />
      {view.frameworks.every(({ states }) => states.met + states.gap === 0) ? (
        <Callout className="mb-4" title="There is little to look at yet">
          A control is measured when there are rows that can speak for or against it, and nothing is met by an empty
          console.
          {mayGuide ? (
            <>
              {" "}
              The{" "}
              <Link href={"/compliance/guide" as Route} className="text-link underline">
                roll-out guide
              </Link>{" "}
              says what comes first.
            </>
          ) : null}
        </Callout>
      ) : null}
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <Card aria-labelledby="frameworks" className="overflow-hidden">
          <CardHeader
            id="frameworks"
            title="Frameworks"
            description={
              <>
                Controls by state. Last checked: <Time at={view.checkedAt} missing="not yet" />.
              </>
            }
          />
          <Frameworks frameworks={view.frameworks} />
        </Card>
        <Card aria-labelledby="worse" className="overflow-hidden">
          <CardHeader id="worse" title="Turned worse" description="Within the last 7 days." />
          <WorsenedList worsened={view.worsened} />
        </Card>
      </div>
    </>
  );
}
