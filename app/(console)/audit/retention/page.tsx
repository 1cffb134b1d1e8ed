import type { Metadata, Route } from "next";
import { AskErasure } from "@/components/retention/ask-erasure";
import { AskHold } from "@/components/retention/ask-hold";
import { ClassList } from "@/components/retention/class-list";
import { ErasureList } from "@/components/retention/erasure-list";
import { HoldList } from "@/components/retention/hold-list";
import { bytesText } from "@/components/retention/words";
import { Card, CardContent, CardHeader, FactList } from "@/components/ui/card";
import { ForbiddenState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import { can } from "@/lib/access";
import { requireContext } from "@/lib/auth";
import type { Context } from "@/lib/context";
import { type LogSizes, listErasures, listHolds, listRetention } from "@/lib/retention";
import { refusal } from "../../guards";
import {
  askErasureAction,
  askHoldAction,
  askLiftAction,
  confirmErasureAction,
  confirmHoldAction,
  confirmLiftAction,
  confirmRetentionAction,
  findPeopleAction,
  previewErasureAction,
  previewHoldAction,
  refuseErasureAction,
  refuseHoldAction,
  refuseLiftAction,
  refuseRetentionAction,
  setRetentionAction,
} from "./actions";

export const metadata: Metadata = { title: "Retention and holds" };

const ACTIONS = {
  setRetention: setRetentionAction,
  confirmRetention: confirmRetentionAction,
  refuseRetention: refuseRetentionAction,
  askHold: askHoldAction,
  confirmHold: confirmHoldAction,
  refuseHold: refuseHoldAction,
  askLift: askLiftAction,
  confirmLift: confirmLiftAction,
  refuseLift: refuseLiftAction,
  previewHold: previewHoldAction,
  askErasure: askErasureAction,
  confirmErasure: confirmErasureAction,
  refuseErasure: refuseErasureAction,
  previewErasure: previewErasureAction,
  findPeople: findPeopleAction,
};

/** How long records are kept, what is held, and who was erased (L3). */
export default async function RetentionPage() {
  const ctx = await requireContext();
  const read = await readAll(ctx).catch(refusal);
  if (typeof read === "string") return <ForbiddenState message={read} />;
  const [{ classes, sizes }, holds, erasures] = read;
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Audit log", href: "/audit" as Route }, { label: "Retention and holds" }]}
        title="Retention and holds"
        description="What is kept how long, what must not go, and who was erased. Proofs stay valid whatever goes: the log keeps every hash."
      />
      <div className="grid gap-4">
        <Card aria-labelledby="classes">
          <CardHeader id="classes" title="How long records are kept" />
          <ClassList rows={classes} readerId={ctx.actor.id} actions={ACTIONS} />
        </Card>
        <Card aria-labelledby="holds">
          <CardHeader
            id="holds"
            title="Legal holds"
            description="Nothing they cover is let go or erased. Two people set a hold, and two lift it."
            actions={can(ctx.actor, "audit.hold") ? <AskHold actions={ACTIONS} /> : null}
          />
          {holds.length ? (
            <HoldList rows={holds} readerId={ctx.actor.id} actions={ACTIONS} />
          ) : (
            <CardContent className="text-muted-foreground">
              Nothing is held. Ask for a hold when a dispute or an investigation needs records beyond their time.
            </CardContent>
          )}
        </Card>
        <Card aria-labelledby="erasures">
          <CardHeader
            id="erasures"
            title="Erasures"
            description="The key that a person's fields in the log are sealed under is destroyed, also in every backup that is restored."
            actions={
              can(ctx.actor, "erasure.ask") ? (
                <AskErasure actions={ACTIONS} mayPreview={can(ctx.actor, "erasure.confirm")} />
              ) : null
            }
          />
          {erasures.length ? (
            <ErasureList rows={erasures} readerId={ctx.actor.id} actions={ACTIONS} />
          ) : (
            <CardContent className="text-muted-foreground">Nobody was erased, and nobody asked for it.</CardContent>
          )}
        </Card>
        <Sizes sizes={sizes} />
      </div>
    </>
  );
}

function Sizes({ sizes }: { sizes: LogSizes }) {
  const number = (count: number) => count.toLocaleString("en");
  return (
    <Card aria-labelledby="sizes">
      <CardHeader id="sizes" title="What the log takes" />
      <CardContent>
        <FactList
          facts={[
            { label: "Events kept", value: number(sizes.leaves) },
            { label: "Events let go", value: sizes.letGo ? `${number(sizes.letGo)}; their hashes are kept` : "None" },
            { label: "Oldest event", value: <Time at={sizes.oldest} format="exact" missing="None yet" /> },
            { label: "Space of events", value: bytesText(sizes.eventBytes) },
            { label: "Space of texts and search", value: bytesText(sizes.besideBytes) },
            { label: "Space of hashes", value: bytesText(sizes.tileBytes) },
          ]}
        />
      </CardContent>
    </Card>
  );
}

function readAll(ctx: Context) {
  return Promise.all([listRetention(ctx), listHolds(ctx), listErasures(ctx)]);
}
