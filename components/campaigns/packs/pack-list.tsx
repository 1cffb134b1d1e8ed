import { Download, FileArchive } from "lucide-react";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { buttonVariants } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { CopyId } from "@/components/ui/copy-id";
import { EmptyState } from "@/components/ui/empty-state";
import { LiteralText } from "@/components/ui/literal-text";
import { Progress } from "@/components/ui/progress";
import { Time } from "@/components/ui/time";
import type { PackState, PackView } from "@/lib/campaigns/evidence/views";

const STATES: Record<PackState, { label: string; tone: BadgeTone }> = {
  waiting: { label: "Waits for a worker", tone: "outline" },
  building: { label: "Being made", tone: "info" },
  anchoring: { label: "Waits for the log's signature", tone: "info" },
  ready: { label: "Ready", tone: "success" },
  failed: { label: "Failed", tone: "danger" },
};

/** Every pack that was made, the newest first. */
export function PackList({ campaignId, packs }: { campaignId: string; packs: readonly PackView[] }) {
  if (packs.length === 0) {
    return (
      <EmptyState
        icon={<FileArchive />}
        title="No pack yet"
        description="A pack holds everything that an auditor needs: what was in scope, who was asked, every vote, every right that was taken away and the proof that it is gone."
      />
    );
  }
  return (
    <Card>
      <CardHeader title="Packs" description="Each is what was true when it was made; none is changed afterwards." />
      <ul aria-label="Evidence packs" className="divide-y divide-border">
        {packs.map((pack) => (
          <li key={pack.id} className="grid items-start gap-x-6 gap-y-2 px-4 py-3 sm:grid-cols-[minmax(0,1fr)_auto]">
            <div className="grid min-w-0 gap-1.5">
              <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <Badge tone={STATES[pack.state].tone}>{STATES[pack.state].label}</Badge>
                <span>
                  asked for <Time at={pack.askedAt} />
                </span>
                {pack.state === "ready" ? (
                  <span className="text-muted-foreground tabular-nums">{sizeText(pack.bytes)}</span>
                ) : null}
              </p>
              {pack.manifestDigest ? (
                <p className="flex flex-wrap items-center gap-x-2 text-muted-foreground text-xs">
                  SHA-256 of the manifest <CopyId id={pack.manifestDigest} what="digest of the manifest" short />
                </p>
              ) : null}
              {pack.progress ? (
                <Progress
                  label="Items written"
                  value={pack.progress.done}
                  max={Math.max(1, pack.progress.total)}
                  detail={`${pack.progress.done.toLocaleString("en")} of ${pack.progress.total.toLocaleString("en")}`}
                />
              ) : null}
              {pack.error ? (
                <p className="text-danger">
                  <LiteralText text={pack.error} />
                </p>
              ) : null}
            </div>
            {pack.state === "ready" ? (
              <a
                href={`/campaigns/${campaignId}/evidence/${pack.id}`}
                download
                className={buttonVariants({ variant: "outline", size: "sm" })}
              >
                <Download aria-hidden />
                Download
              </a>
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** "412 kB", "18.3 MB". */
function sizeText(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.max(1, Math.round(bytes / 1_000)).toLocaleString("en")} kB`;
  return `${(bytes / 1_000_000).toLocaleString("en", { maximumFractionDigits: 1 })} MB`;
}
