import { Download } from "lucide-react";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { Contents } from "@/components/evidence/contents";
import { Custody } from "@/components/evidence/custody";
import { HowToCheck } from "@/components/evidence/how-to-check";
import { eventsText, sizeText } from "@/components/evidence/words";
import { Wordmark } from "@/components/shell/logo";
import { buttonVariants } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { LiteralText } from "@/components/ui/literal-text";
import { PageHeader } from "@/components/ui/page-header";
import { ClockProvider, Time } from "@/components/ui/time";
import { isCountersignError } from "@/lib/errors";
import { openLink, type SharedExport } from "@/lib/evidence";
import { callerOf } from "@/lib/http/caller";

export const metadata: Metadata = {
  title: "Evidence",
  referrer: "no-referrer",
  robots: { index: false, follow: false },
};

/** One export for who holds its link and has no account: to read, to download, to check (L5). */
export default async function EvidenceLinkPage({ params }: PageProps<"/evidence-link/[secret]">) {
  const [{ secret }, given] = await Promise.all([params, headers()]);
  const shared = await openLink({ secret, address: callerOf(given).address }).catch(refusal);
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-5xl content-start gap-4 px-4 py-8">
      <Wordmark className="mb-2" />
      {typeof shared === "string" ? (
        <Callout tone="warning" title={shared} />
      ) : (
        // The console's frame, which has the clock, is not around this page; who reads it has no time zone on record.
        <ClockProvider now={new Date().toISOString()} timeZone="UTC">
          <Shared shared={shared} secret={secret} />
        </ClockProvider>
      )}
    </main>
  );
}

function Shared({ shared, secret }: { shared: SharedExport; secret: string }) {
  return (
    <>
      <PageHeader
        title={<LiteralText text={shared.title} />}
        description={
          <>
            For <LiteralText text={shared.recipient} />. This link works until{" "}
            <Time at={shared.linkExpiresAt} format="exact" />; that you opened it was recorded.
          </>
        }
        actions={
          <a href={`/evidence-link/${secret}/download`} download className={buttonVariants()}>
            <Download aria-hidden />
            Download {eventsText(shared.events)}, {sizeText(shared.bytes)}
          </a>
        }
      />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Contents contents={shared.contents} manifest={shared.manifest} />
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <HowToCheck vkey={shared.vkey} />
          <Custody steps={shared.custody} />
        </div>
      </div>
    </>
  );
}

/** A wrong, an expired and a revoked link are the same page: none. */
function refusal(error: unknown): string {
  if (isCountersignError(error) && error.code === "not_found") notFound();
  if (isCountersignError(error) && error.code === "rate_limited") return error.message;
  throw error;
}
