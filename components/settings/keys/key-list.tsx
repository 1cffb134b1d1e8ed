import { KeyRound } from "lucide-react";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import { KEY_STATE_LABELS, type KeyState, KIND_LABELS, PURPOSE_LABELS } from "@/lib/api-keys/terms";
import type { ApiKeyView } from "@/lib/api-keys/views";
import { RevokeButton } from "./revoke-button";
import type { RevokeKey } from "./types";

const TONES: Record<KeyState, BadgeTone> = { active: "success", expired: "warning", revoked: "outline" };

/** Every key, the good ones first. */
export function KeyList({ keys, revoke }: { keys: readonly ApiKeyView[]; revoke: RevokeKey }) {
  if (!keys.length) {
    return (
      <Card>
        <EmptyState
          icon={<KeyRound />}
          title="No key was made yet"
          description="With one, a gateway or an OpenTelemetry collector reports what agents did, and it stands in the audit log beside what was decided."
        />
      </Card>
    );
  }
  return (
    <Card>
      <ul className="divide-y divide-border" aria-label="API keys">
        {keys.map((key) => (
          <li key={key.id} className="grid gap-2 px-4 py-3 lg:flex lg:items-start lg:justify-between lg:gap-4">
            <Facts view={key} />
            {key.state === "revoked" ? null : <RevokeButton id={key.id} name={key.name} revoke={revoke} />}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Facts({ view }: { view: ApiKeyView }) {
  const { name, state, purpose, kind, prefix, team, rate, usedAt, createdAt, createdBy, expiresAt, revokedAt } = view;
  return (
    <div className="grid min-w-0 gap-1">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="font-medium text-sm">
          <LiteralText text={name} />
        </h2>
        <Badge tone={TONES[state]}>{KEY_STATE_LABELS[state]}</Badge>
        <span className="text-muted-foreground text-xs">
          {PURPOSE_LABELS[purpose]} · {KIND_LABELS[kind]}
        </span>
      </div>
      <p className="text-xs">
        <code className="font-mono">{prefix}…</code>
        {" · "}
        {team ? <LiteralText text={team.name} /> : "every team"}
        {purpose === "report" ? ` · ${rate.toLocaleString("en")} events a second` : ""}
      </p>
      <p className="text-muted-foreground text-xs">
        Last used <Time at={usedAt} missing="never" />
        {" · "}made <Time at={createdAt} />
        {createdBy ? (
          <>
            {" by "}
            <LiteralText text={createdBy} />
          </>
        ) : null}
        {" · "}
        {revokedAt ? (
          <>
            revoked <Time at={revokedAt} />
          </>
        ) : expiresAt ? (
          <>
            {state === "expired" ? "ended" : "ends"} <Time at={expiresAt} />
          </>
        ) : (
          "good until it is revoked"
        )}
      </p>
    </div>
  );
}
