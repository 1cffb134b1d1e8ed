import type { Metadata, Route } from "next";
import { AddKey } from "@/components/settings/keys/add-key";
import { KeyList } from "@/components/settings/keys/key-list";
import { ForbiddenState } from "@/components/ui/error-state";
import { PageHeader } from "@/components/ui/page-header";
import { listApiKeys } from "@/lib/api-keys";
import { requireContext } from "@/lib/auth";
import { env } from "@/lib/env";
import { refusal } from "../../guards";
import { createApiKeyAction, revokeApiKeyAction } from "./actions";

export const metadata: Metadata = { title: "API keys" };

export default async function KeysPage() {
  const ctx = await requireContext();
  const page = await listApiKeys(ctx).catch(refusal);
  if (typeof page === "string") return <ForbiddenState message={page} />;
  const { keys, teams, organisation } = page;
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Settings", href: "/settings" as Route }, { label: "API keys" }]}
        title="API keys"
        description="For programs that are no agents: gateways and collectors that report what happened, and programs that read."
        actions={
          <AddKey
            teams={teams}
            organisation={organisation}
            apiUrl={env().COUNTERSIGN_API_URL.replace(/\/+$/, "")}
            create={createApiKeyAction}
          />
        }
      />
      <KeyList keys={keys} revoke={revokeApiKeyAction} />
    </>
  );
}
