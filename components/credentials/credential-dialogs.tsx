"use client";

import type { CredentialAct, CredentialButtonsProps } from "./credential-buttons";
import { IssueDialog } from "./issue-dialog";
import { ProveDialog } from "./prove-dialog";
import { ReasonDialog } from "./reason-dialog";

/** The dialog of one act on a credential. */
export function CredentialDialog({
  act,
  credential,
  instance,
  identity,
  actions,
  onClose,
}: CredentialButtonsProps & { act: CredentialAct; onClose: () => void }) {
  if (act === "rotate") {
    return (
      <IssueDialog identity={identity} instance={instance} former={credential} actions={actions} onClose={onClose} />
    );
  }
  if (act === "prove") return <ProveDialog credential={credential} prove={actions.prove} onClose={onClose} />;
  return (
    <ReasonDialog
      title="Revoke this credential?"
      description={`${instance.name} can no longer prove itself with it, and every token it got ends now. This cannot be undone.`}
      verb="Revoke"
      destructive
      act={(reason) => actions.revoke({ id: credential.id, reason })}
      done="Revoked"
      onClose={onClose}
    />
  );
}
