import { MailCheck } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { buttonVariants } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import { CHANNEL_LABELS, DELIVERY_STATE_LABELS, type DeliveryState, KIND_LABELS } from "@/lib/notifications/terms";
import type { DeliveryPage, DeliveryView } from "@/lib/notifications/views";
import { type DeliveryFilter, deliveriesHref } from "./hrefs";
import { RetryButton } from "./retry-button";
import type { RetryDelivery } from "./types";

const TONES: Record<DeliveryState, BadgeTone> = {
  queued: "info",
  sending: "info",
  sent: "success",
  retrying: "warning",
  dead: "danger",
  dropped: "outline",
};

interface DeliveryListProps {
  page: DeliveryPage;
  search: DeliveryFilter;
  retry: RetryDelivery;
}

/** What left the console or should have, newest first. */
export function DeliveryList({ page, search, retry }: DeliveryListProps) {
  if (!page.rows.length) return <Nothing search={search} />;
  return (
    <>
      <ol
        aria-label="Deliveries"
        className="divide-y divide-border overflow-hidden rounded-lg border border-border bg-card"
      >
        {page.rows.map((row) => (
          <li
            key={row.id}
            className="grid gap-x-4 gap-y-1 px-3 py-2.5 sm:grid-cols-[8rem_minmax(0,1fr)_auto] sm:items-start"
          >
            <span>
              <Badge tone={TONES[row.state]}>{DELIVERY_STATE_LABELS[row.state]}</Badge>
            </span>
            <Line row={row} />
            <span className="grid gap-1 whitespace-nowrap justify-items-start text-muted-foreground text-sm sm:justify-items-end">
              <Time at={row.sentAt ?? row.createdAt} />
              {row.state === "dead" ? <RetryButton id={row.id} ability={page.retry} retry={retry} /> : null}
            </span>
          </li>
        ))}
      </ol>
      <nav aria-label="Pages of deliveries" className="mt-4 flex justify-between gap-2 print:hidden">
        {search.cursor ? <Turn href={deliveriesHref(search, {})}>Newest</Turn> : <span />}
        {page.next ? <Turn href={deliveriesHref(search, { cursor: page.next })}>Older</Turn> : null}
      </nav>
    </>
  );
}

function Line({ row }: { row: DeliveryView }) {
  const { kind, channel, receiver, path, attempts, lastError, nextAt, id } = row;
  return (
    <span className="grid min-w-0 gap-0.5">
      <span className="min-w-0">
        {path && path !== "/" ? (
          <Link href={path as Route} prefetch={false} className="font-medium underline-offset-2 hover:underline">
            {KIND_LABELS[kind]}
          </Link>
        ) : (
          <span className="font-medium">{KIND_LABELS[kind]}</span>
        )}
        <span className="text-muted-foreground"> by {CHANNEL_LABELS[channel].toLowerCase()} to </span>
        {receiver ? (
          <LiteralText text={receiver} />
        ) : (
          <span className="text-muted-foreground">somebody who is gone</span>
        )}
      </span>
      <span className="text-muted-foreground text-xs">
        {attempts > 1 ? `${attempts} attempts` : attempts === 1 ? "1 attempt" : "Not tried yet"}
        {lastError ? <> · {lastError}</> : null}
        {nextAt && row.state !== "sending" ? (
          <>
            {" · "}due <Time at={nextAt} />
          </>
        ) : null}
      </span>
      <span className="font-mono text-muted-foreground text-xs [overflow-wrap:anywhere]">{id}</span>
    </span>
  );
}

function Turn({ href, children }: { href: Route; children: string }) {
  return (
    <Link href={href} prefetch={false} className={buttonVariants({ variant: "outline" })}>
      {children}
    </Link>
  );
}

function Nothing({ search }: { search: DeliveryFilter }) {
  const narrowed = search.state || search.channel || search.kind || search.cursor;
  return (
    <EmptyState
      icon={<MailCheck />}
      title={narrowed ? "No delivery matches" : "Nothing was sent yet"}
      description={
        narrowed
          ? "Nothing was sent, or waits to be, under these filters."
          : "Every mail and every message to a webhook stands here: whether it left, what came in its way, and when it is tried again."
      }
      actions={
        narrowed ? (
          <Link href={"/settings/deliveries" as Route} className={buttonVariants({ variant: "outline" })}>
            Show everything
          </Link>
        ) : null
      }
    />
  );
}
