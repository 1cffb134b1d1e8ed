"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { orThrow, useAction } from "@/components/people/use-action";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import type { WebhookView } from "@/lib/notifications/views";
import { SecretOnce } from "./secret-once";
import type { WebhookActions } from "./types";

interface Props {
  webhook: WebhookView;
  acts: Omit<WebhookActions, "add">;
}

/** Tests, pauses, rotates or removes a webhook. */
export function WebhookButtons({ webhook, acts }: Props) {
  const { id, name, version, state } = webhook;
  const router = useRouter();
  const { run, busy, failure } = useAction();
  const [asking, setAsking] = useState<"rotate" | "remove" | null>(null);
  const [issued, setIssued] = useState<{ secret: string; formerUntil: string | null } | null>(null);
  const ref = { id, version };
  const paused = state === "paused";
  const refresh = () => router.refresh();
  return (
    <div className="grid max-w-full shrink-0 gap-1 lg:justify-items-end">
      <div className="flex flex-wrap gap-2">
        <Button
          size="sm"
          variant="outline"
          busy={busy}
          disabled={paused}
          focusableWhenDisabled
          aria-describedby={paused ? `paused-${id}` : undefined}
          onClick={() => run(() => acts.test(ref), "A test message is on its way", refresh)}
        >
          Send a test
        </Button>
        <Button
          size="sm"
          variant="outline"
          busy={busy}
          onClick={() =>
            paused
              ? run(() => acts.resume(ref), `${name} is told again`, refresh)
              : run(() => acts.pause(ref), `${name} is paused`, refresh)
          }
        >
          {paused ? "Resume" : "Pause"}
        </Button>
        <Button size="sm" variant="outline" onClick={() => setAsking("rotate")}>
          Rotate the secret
        </Button>
        <Button size="sm" variant="outline" onClick={() => setAsking("remove")}>
          Remove
        </Button>
      </div>
      {paused ? (
        <p id={`paused-${id}`} className="text-muted-foreground text-xs">
          Resume it to send a test.
        </p>
      ) : null}
      <p role="status" className="text-danger text-xs">
        {failure?.message}
      </p>
      <ConfirmDialog
        open={asking === "rotate"}
        onOpenChange={() => setAsking(null)}
        title={`Give ${name} a new secret?`}
        description="For 24 hours both the former and the new secret sign every message; after that only the new one does."
        confirmLabel="Rotate the secret"
        onConfirm={async () => setIssued(await orThrow(acts.rotate(ref)))}
      />
      <ConfirmDialog
        open={asking === "remove"}
        onOpenChange={() => setAsking(null)}
        title={`Remove ${name}?`}
        description="It is told of nothing any more, and what waits for it is dropped. This cannot be undone; its deliveries stay in the log."
        confirmLabel="Remove it"
        destructive
        onConfirm={async () => {
          await orThrow(acts.remove(ref));
          toast.success(`${name} is removed`);
          refresh();
        }}
      />
      {issued ? (
        <SecretOnce
          {...issued}
          onClose={() => {
            setIssued(null);
            refresh();
          }}
        />
      ) : null}
    </div>
  );
}
