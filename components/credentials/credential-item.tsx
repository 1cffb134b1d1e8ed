import type { ReactNode } from "react";
import { CopyId } from "@/components/ui/copy-id";
import { LiteralText } from "@/components/ui/literal-text";
import { Time } from "@/components/ui/time";
import { KIND_LABELS } from "@/lib/credentials/terms";
import type { CredentialView } from "@/lib/credentials/views";
import { CredentialStateBadge, DueBadge, StrengthBadge } from "./badges";

/** One credential of an instance: what it is worth, where it stands, when it was used, when it ends. */
export function CredentialItem({ credential, buttons }: { credential: CredentialView; buttons: ReactNode }) {
  const { label, kind, strength, state, due, thumbprint, issuer, subject, stateReason } = credential;
  const ended = state === "revoked" || state === "expired";
  return (
    <li className="grid gap-1.5 px-4 py-3 sm:flex sm:items-start sm:justify-between sm:gap-4">
      <div className="grid min-w-0 gap-1">
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className={ended ? "min-w-0 text-muted-foreground" : "min-w-0 font-medium"}>
            <LiteralText text={label || KIND_LABELS[kind]} />
          </span>
          <StrengthBadge strength={strength} />
          <CredentialStateBadge state={state} />
          <DueBadge due={due} />
        </div>
        <p className="flex min-w-0 flex-wrap items-center gap-x-3 text-muted-foreground text-xs">
          {thumbprint ? (
            <span className="inline-flex items-center">
              {credential.algorithm} <CopyId id={thumbprint} what="thumbprint" short />
            </span>
          ) : null}
          {issuer ? (
            <span className="min-w-0">
              <LiteralText text={issuer} />: <code className="font-mono [overflow-wrap:anywhere]">{subject}</code>
            </span>
          ) : null}
          <CopyId id={credential.id} what="credential id" short />
        </p>
        <Dates credential={credential} />
        {ended && stateReason ? (
          <p className="text-muted-foreground text-xs">
            <LiteralText text={stateReason} />
          </p>
        ) : null}
      </div>
      {buttons}
    </li>
  );
}

function Dates({ credential }: { credential: CredentialView }) {
  const { state, due, createdAt, createdBy, lastUsedAt, lastUsedFrom, rotationDueAt, graceEndsAt } = credential;
  const ended = state === "revoked" || state === "expired";
  return (
    <p className="flex flex-wrap gap-x-3 gap-y-0.5 text-muted-foreground text-xs">
      <span>
        Issued <Time at={createdAt} />
        {createdBy ? ` by ${createdBy}` : ""}
      </span>
      <span>
        {lastUsedAt ? (
          <>
            Last used <Time at={lastUsedAt} />
            {lastUsedFrom ? ` from ${lastUsedFrom}` : ""}
          </>
        ) : (
          "Never used"
        )}
      </span>
      {state === "active" ? (
        <span className={due === "overdue" ? "text-danger" : due === "soon" ? "text-warning" : ""}>
          Rotation due <Time at={rotationDueAt} />
          {graceEndsAt ? (
            <>
              , ends <Time at={graceEndsAt} />
            </>
          ) : null}
        </span>
      ) : null}
      {state === "overlap" ? (
        <span>
          Still accepted, ends <Time at={credential.overlapUntil} />
        </span>
      ) : null}
      {credential.expiresAt && !ended ? (
        <span>
          Ends <Time at={credential.expiresAt} />
        </span>
      ) : null}
      {ended ? (
        <span>
          Ended <Time at={credential.endedAt} />
          {credential.endedBy ? ` by ${credential.endedBy}` : ""}
        </span>
      ) : null}
      {ended ? (
        <span>
          {credential.provenDeadAt ? (
            <>
              Proved dead <Time at={credential.provenDeadAt} />
            </>
          ) : (
            "Not proved dead yet"
          )}
        </span>
      ) : null}
    </p>
  );
}
