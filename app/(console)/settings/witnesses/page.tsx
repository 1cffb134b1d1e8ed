import type { Metadata, Route } from "next";
import { ForbiddenState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { AddWitness } from "@/components/witnesses/add-witness";
import { WitnessList } from "@/components/witnesses/witness-list";
import { can } from "@/lib/access";
import { listWitnesses } from "@/lib/audit";
import { requireContext } from "@/lib/auth";
import { refusal } from "../../guards";
import { addWitnessAction, removeWitnessAction } from "./actions";

export const metadata: Metadata = { title: "Witnesses" };

export default async function WitnessesPage() {
  const ctx = await requireContext();
  const witnesses = await listWitnesses(ctx).catch(refusal);
  if (typeof witnesses === "string") return <ForbiddenState message={witnesses} />;
  const mayManage = can(ctx.actor, "witnesses.manage");
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Settings", href: "/settings" as Route }, { label: "Witnesses" }]}
        title="Witnesses"
        description="Others who sign the checkpoints of the audit log after checking that it only grew."
        actions={mayManage ? <AddWitness add={addWitnessAction} /> : null}
      />
      <WitnessList witnesses={witnesses} remove={mayManage ? removeWitnessAction : null} />
    </>
  );
}
