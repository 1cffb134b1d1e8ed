"use client";

import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import type { ActionFailure } from "@/lib/http/action-state";

/** A refusal by the server; a conflict says who changed what, and offers to look at it. */
export function Refused({ failure }: { failure: ActionFailure }) {
  const router = useRouter();
  return (
    <Callout
      tone={failure.code === "conflict" ? "warning" : "danger"}
      role="alert"
      title={failure.message}
      actions={
        failure.code === "conflict" ? (
          <Button size="sm" variant="outline" onClick={() => router.refresh()}>
            Show it as it is now
          </Button>
        ) : null
      }
    >
      <p className="text-muted-foreground text-xs">Nothing was changed. Request {failure.requestId}</p>
    </Callout>
  );
}
