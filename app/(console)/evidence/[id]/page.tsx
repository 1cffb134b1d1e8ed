import { Download, RotateCcw } from "lucide-react";
import type { Metadata, Route } from "next";
import Link from "next/link";
import { orNotFound } from "@/app/(console)/guards";
import { auditHref } from "@/components/audit/hrefs";
import { RefreshWhile } from "@/components/campaigns/closing/refresh-while";
import { Asked } from "@/components/evidence/asked";
import { CancelExport } from "@/components/evidence/cancel-export";
import { Contents } from "@/components/evidence/contents";
import { Custody } from "@/components/evidence/custody";
import { ExportProgress } from "@/components/evidence/export-list";
import { HowToCheck } from "@/components/evidence/how-to-check";
import { Links } from "@/components/evidence/links";
import { eventsText, STATE_TONES, sizeText } from "@/components/evidence/words";
import { Badge } from "@/components/ui/badge";
import { buttonVariants } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { LiteralText } from "@/components/ui/literal-text";
import { PageHeader } from "@/components/ui/page-header";
import { Time } from "@/components/ui/time";
import { canSomewhere } from "@/lib/access";
import { formatSearch } from "@/lib/audit";
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
            Asked for by <LiteralText text={one.askedBy} />, <Time at={one.askedAt} />
            {one.contents ? (
              <>
                ; kept until <Time at={one.expiresAt} format="exact" />
              </>
            ) : null}
          </>
        }
        actions={<ExportActions one={one} mayAsk={canSomewhere(ctx.actor, "evidence.export")} />}
      />
      <RefreshWhile on={isUnderWay(one.state)} />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <Card>
            <CardHeader title="What was asked for" />
            <CardContent>
              <Asked written={formatSearch(one.query.search)} href={auditHref(one.query.search)} />
            </CardContent>
          </Card>
          {one.contents ? <Contents contents={one.contents} manifest={one.manifest} /> : <Standing one={one} />}
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

/** Where an export stands whose files are not there: on their way, or gone. */
function Standing({ one }: { one: ExportDetail }) {
  return (
    <Card>
      <CardContent className="grid gap-2">
        <p>
          {isUnderWay(one.state)
            ? "It is being made: this page may be closed, and whoever asked is told when it is ready."
            : `${STATE_LABELS[one.state]}: its files are not here, and what happened to it stays in the log.`}
        </p>
        <ExportProgress of={one} />
      </CardContent>
    </Card>
  );
}

function ExportActions({ one, mayAsk }: { one: ExportDetail; mayAsk: boolean }) {
  const { download, cancel } = one.abilities;
  if (cancel.allowed) return <CancelExport id={one.id} cancel={cancelExportAction} />;
  if (!download.allowed) {
    return mayAsk && !isUnderWay(one.state) ? (
      <Link href={againHref(one)} className={buttonVariants()}>
        <RotateCcw aria-hidden />
        Ask for it again
      </Link>
    ) : (
      <p className="text-muted-foreground">{download.reason}</p>
    );
  }
  return (
    <a href={`/evidence/${one.id}/download`} download className={buttonVariants()}>
      <Download aria-hidden />
      Download {eventsText(one.total)}, {sizeText(one.bytes)}
    </a>
  );
}

/** The same search under the same title, to be asked for once more. */
function againHref({ title, query }: ExportDetail): Route {
  const params = new URLSearchParams(auditHref(query.search).split("?")[1]);
  params.set("title", title);
  if (query.kind === "control") params.set("control", query.controlId);
  return `/evidence/new?${params}` as Route;
}
