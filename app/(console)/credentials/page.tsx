import { Network } from "lucide-react";
import type { Metadata, Route } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { deleteViewAction, rememberTableAction, saveViewAction } from "@/app/(console)/agents/actions";
import { tablePreferences } from "@/app/(console)/agents/preferences";
import { CREDENTIAL_FACET_IDS, credentialSearchOf } from "@/components/credentials/credential-search";
import { CredentialTable } from "@/components/credentials/credential-table";
import { loadTableQuery } from "@/components/data-table/query";
import { buttonVariants } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { currentPerson, requireContext } from "@/lib/auth";
import { credentialFacets, listCredentials } from "@/lib/credentials";
import { listViews } from "@/lib/people";

export const metadata: Metadata = { title: "Credentials" };

const AREA = "credentials";

export default async function CredentialsPage({ searchParams }: PageProps<"/credentials">) {
  const ctx = await requireContext();
  const given = await searchParams;
  const views = (await listViews(ctx, { area: AREA })).map(({ mine, ...view }) => ({ ...view, own: mine }));
  const first = views.find((view) => view.own && view.isDefault);
  if (first?.query && Object.keys(given).length === 0) redirect(`/credentials?${first.query}` as Route);

  const search = credentialSearchOf(await loadTableQuery(given, CREDENTIAL_FACET_IDS));
  const [page, facets, person] = await Promise.all([
    listCredentials(ctx, search),
    credentialFacets(ctx, search),
    currentPerson(),
  ]);
  const mine = search.mine ? [{ value: "yes", label: "Mine", count: page.total.count }] : [];
  return (
    <>
      <PageHeader
        title="Credentials"
        description="What agents prove themselves with: how strong it is, when it was last used, and when it is to be rotated."
        actions={
          <Link href={"/settings/issuers" as Route} className={buttonVariants({ variant: "outline" })}>
            <Network aria-hidden />
            Workload issuers
          </Link>
        }
      />
      <CredentialTable
        page={page}
        facets={{ ...facets, mine }}
        views={views}
        {...tablePreferences(AREA, person?.preferences)}
        actions={{ remember: rememberTableAction, saveView: saveViewAction, deleteView: deleteViewAction }}
      />
    </>
  );
}
