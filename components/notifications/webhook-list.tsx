import { Webhook } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import { ENDPOINT_STATE_LABELS, type EndpointState, KIND_LABELS } from "@/lib/notifications/terms";
import type { WebhookView } from "@/lib/notifications/views";
import type { WebhookActions } from "./types";
import { WebhookButtons } from "./webhook-buttons";

const TONES: Record<EndpointState, BadgeTone> = {
  active: "success",
  paused: "outline",
  failing: "danger",
  removed: "outline",
};
const REASONS: Record<string, string> = {
  gone: "It answered that it is gone (410). What comes meanwhile waits.",
  person: "What comes meanwhile waits.",
  dead: "The last ten messages had to be given up. It is still tried.",
};

export interface WebhookListProps {
  webhooks: readonly WebhookView[];
  acts: Omit<WebhookActions, "add">;
}

/** Every registered webhook, newest first. */
export function WebhookList({ webhooks, acts }: WebhookListProps) {
  if (!webhooks.length) {
    return (
      <Card>
        <EmptyState
          icon={<Webhook />}
          title="No webhook is registered"
          description="A ticket desk, a chat or an enforcement point can be told of approvals the moment they are asked for, decided or run out."
        />
      </Card>
    );
  }
  return (
    <Card>
      <ul className="divide-y divide-border" aria-label="Webhooks">
        {webhooks.map((webhook) => (
          <li key={webhook.id} className="grid gap-2 px-4 py-3 lg:flex lg:items-start lg:justify-between lg:gap-4">
            <Facts webhook={webhook} />
            <WebhookButtons webhook={webhook} acts={acts} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Facts({ webhook }: { webhook: WebhookView }) {
  const { name, url, agent, state, stateReason, waiting, createdAt, createdBy, lastSentAt } = webhook;
  return (
    <div className="grid min-w-0 gap-1">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="font-medium text-sm">
          <LiteralText text={name} />
        </h2>
        <Badge tone={TONES[state]}>{ENDPOINT_STATE_LABELS[state]}</Badge>
        {waiting ? (
          <span className="text-muted-foreground text-xs tabular-nums">
            {waiting === 1 ? "1 message waits" : `${waiting} messages wait`}
          </span>
        ) : null}
      </div>
      <p className="font-mono text-xs [overflow-wrap:anywhere]">
        <LiteralText text={url} />
      </p>
      {state === "active" ? null : <p className="text-xs">{REASONS[stateReason] ?? ""}</p>}
      <p className="text-muted-foreground text-xs">
        {agent ? (
          <>
            Callback of{" "}
            <Link href={`/agents/${agent.id}` as Route} prefetch={false} className="underline">
              <LiteralText text={agent.name} />
            </Link>
          </>
        ) : (
          <>Told of {toldOf(webhook)}</>
        )}
        {" · "}last sent <Time at={lastSentAt} missing="never" />
        {" · "}added <Time at={createdAt} />
        {createdBy ? (
          <>
            {" by "}
            <LiteralText text={createdBy} />
          </>
        ) : null}
      </p>
    </div>
  );
}

function toldOf({ kinds }: WebhookView): string {
  if (!kinds.length) return "everything about approvals";
  return kinds.map((kind) => KIND_LABELS[kind].toLowerCase()).join(", ");
}
