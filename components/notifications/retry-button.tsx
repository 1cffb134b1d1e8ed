"use client";

import { useRouter } from "next/navigation";
import { useAction } from "@/components/people/use-action";
import { Button } from "@/components/ui/button";
import type { Ability } from "@/lib/notifications/views";
import type { RetryDelivery } from "./types";

/** Sends a message that was given up once more, under the same id. Off, with the reason, for who may only read. */
export function RetryButton({ id, ability, retry }: { id: string; ability: Ability; retry: RetryDelivery }) {
  const router = useRouter();
  const { run, busy, failure } = useAction();
  return (
    <>
      <Button
        size="sm"
        variant="outline"
        busy={busy}
        disabled={!ability.allowed}
        focusableWhenDisabled
        title={ability.allowed ? undefined : ability.reason}
        onClick={() =>
          run(
            () => retry({ id }),
            "It is on its way once more",
            () => router.refresh(),
          )
        }
      >
        Send again
      </Button>
      {failure ? (
        <span role="alert" className="max-w-64 whitespace-normal text-danger text-xs">
          {failure.message}
        </span>
      ) : null}
    </>
  );
}
