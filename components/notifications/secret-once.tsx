"use client";

import { SecretDialog } from "@/components/credentials/secret-dialog";
import { Callout } from "@/components/ui/callout";
import { Time } from "@/components/ui/time";

interface SecretOnceProps {
  secret: string;
  /** Until when the former secret signs beside it; null: there was none. */
  formerUntil: string | null;
  onClose: () => void;
}

/** A new signing secret, this once. */
export function SecretOnce({ secret, formerUntil, onClose }: SecretOnceProps) {
  return (
    <SecretDialog
      title="The signing secret, this once"
      description="The receiver checks with it that a message is ours. Nobody can look it up again; it can be rotated."
      secret={secret}
      stored="I have stored it where the receiver finds it"
      onClose={onClose}
    >
      {formerUntil ? (
        <Callout tone="info">
          Both secrets sign every message until <Time at={formerUntil} format="exact" />. Give the receiver the new one
          before.
        </Callout>
      ) : null}
    </SecretDialog>
  );
}
