import { Download } from "lucide-react";
import type { Metadata, Route } from "next";
import { orNotFound } from "@/app/(console)/guards";
import { RefreshWhile } from "@/components/campaigns/closing/refresh-while";
import { CancelExport } from "@/components/evidence/cancel-export";
import { Contents } from "@/components/evidence/contents";
import { Custody } from "@/components/evidence/custody";
import { ExportProgress } from "@/components/evidence/export-list";
import { HowToCheck } from "@/components/evidence/how-to-check";
import { Links } from "@/components/evidence/links";
import { eventsText, STATE_TONES, sizeText } from "@/components/evidence/words";
import { Badge } from "@/components/ui/badge";
import { buttonVariants } from "@/components/ui/button";
import { Card, CardContent } from "@/components/ui/card";
import { LiteralText } from "@/components/ui/literal-text";
import { PageHeader } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import { requireContext } from "@/lib/auth";
import { type ExportDetail, getExport } from "@/lib/evidence";
import { isUnderWay } from "@/lib/evidence/rules";
import { STATE_LABELS } from "@/lib/evidence/terms";
import { cancelExportAction, createLinkAction, revokeLinkAction } from "../actions";

export const metadata: Metadata = { title: "Export" };

/** One export: what is in it, who had it in hand, and links to it (L5). */
export default async function ExportPage({ params }: PageProps<"/evidence/[id]">) {
  const [{ id }, ctx] = await Promise.all([params, requireContext()]);
  const one = await orNotFound(getExport(ctx, id));
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Evidence", href: "/evidence" as Route }, { label: one.title }]}
        title={<LiteralText text={one.title} />}
        badges={<Badge tone={STATE_TONES[one.state]}>{STATE_LABELS[one.state]}</Badge>}
        description={
          <>
            Asked for by <LiteralText text={one.askedBy} />, <Time at={one.askedAt} />; kept until{" "}
            <Time at={one.expiresAt} />
          </>
        }
        actions={<ExportActions one={one} />}
      />
      <RefreshWhile on={isUnderWay(one.state)} />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          {one.contents ? (
            <Contents contents={one.contents} manifest={one.manifest} />
          ) : (
            <Card>
              <CardContent className="grid gap-2">
                <p>
                  {isUnderWay(one.state)
                    ? "It is being made: this page may be closed."
                    : "Its files are not kept here."}
                </p>
                <ExportProgress of={one} />
              </CardContent>
            </Card>
          )}
          <Links
            exportId={one.id}
            links={one.links}
            ability={one.abilities.link}
            create={createLinkAction}
            revoke={revokeLinkAction}
          />
        </div>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <Custody steps={one.custody} linked />
          <HowToCheck />
        </div>
      </div>
    </>
  );
}

function ExportActions({ one }: { one: ExportDetail }) {
  const { download, cancel } = one.abilities;
  if (cancel.allowed) return <CancelExport id={one.id} cancel={cancelExportAction} />;
  if (!download.allowed) return <p className="text-muted-foreground">{download.reason}</p>;
  return (
    <a href={`/evidence/${one.id}/download`} download className={buttonVariants()}>
      <Download aria-hidden />
      Download {eventsText(one.total)}, {sizeText(one.bytes)}
    </a>
  );
}
