import { OctagonX } from "lucide-react";
import type { Metadata } from "next";
import { Covered } from "@/components/incidents/covered";
import { TargetForm } from "@/components/incidents/target-form";
import { ThrowForm } from "@/components/incidents/throw-form";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { requireContext } from "@/lib/auth";
import { previewSwitch } from "@/lib/incidents";
import { TARGET_KINDS } from "@/lib/incidents/terms";
import { orNotFound } from "../../guards";
import { throwSwitchAction } from "../actions";

export const metadata: Metadata = { title: "Stop something" };

export default async function ThrowPage({ searchParams }: PageProps<"/kill-switch/throw">) {
  const [given, ctx] = await Promise.all([searchParams, requireContext()]);
  const targetKind = TARGET_KINDS.find((kind) => kind === given.kind) ?? null;
  const target = typeof given.target === "string" ? given.target : "";
  const chosen = targetKind && (target !== "" || targetKind === "everything") ? { targetKind, target } : null;
  const preview = chosen ? await orNotFound(previewSwitch(ctx, chosen)) : null;
  const drill = given.drill === "1";
  const key = preview ? `${preview.targetKind}:${preview.target}` : "";
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Kill switch", href: "/kill-switch" }, { label: drill ? "Drill" : "Stop" }]}
        title={drill ? "Run a drill" : "Stop something"}
        description={
          drill
            ? "The same way as in earnest, to every decision point and back. Nothing is stopped."
            : "Choose what, read what it covers, say why. Nothing is stopped before the last button."
        }
      />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_24rem] lg:grid-rows-[auto_1fr]">
        <Card aria-label="What to stop">
          <CardContent className="max-w-2xl">
            <TargetForm
              key={key}
              kind={targetKind ?? "agent"}
              chosen={preview ? { value: preview.target, label: preview.name } : null}
              drill={drill}
            />
          </CardContent>
        </Card>
        <div className="lg:col-start-2 lg:row-span-2 lg:row-start-1">
          {preview ? <Covered preview={preview} /> : <NothingChosen />}
        </div>
        {preview ? (
          <Card aria-label="Why, and confirmation">
            <CardContent className="max-w-2xl">
              <ThrowForm key={key} preview={preview} drill={drill} act={throwSwitchAction} />
            </CardContent>
          </Card>
        ) : null}
      </div>
    </>
  );
}

function NothingChosen() {
  return (
    <Card aria-labelledby="covered">
      <CardHeader id="covered" title="What this stops" />
      <EmptyState
        level={3}
        icon={<OctagonX />}
        title="Nothing chosen yet"
        description="Agents, credentials, tokens and owners are counted here before anything happens."
      />
    </Card>
  );
}
