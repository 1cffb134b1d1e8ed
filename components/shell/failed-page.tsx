"use client";

import { useRouter } from "next/navigation";
import { startTransition } from "react";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";

/** The id under which the server logged the failure; failures of the browser have none. */
function digestOf(error: unknown): string | undefined {
  const digest = error instanceof Error && "digest" in error ? error.digest : undefined;
  return typeof digest === "string" ? digest : undefined;
}

/** A page that failed to come: what happened, what is safe, try again, and the id to quote. */
export function FailedPage({ error, retry }: { error: unknown; retry: () => void }) {
  const router = useRouter();
  return (
    <ErrorState
      level={1}
      title="This page could not be shown"
      description="Something failed while it was being put together. Reading it again changes nothing; what you saved before is safe."
      requestId={digestOf(error)}
      actions={
        <>
          <Button variant="outline" onClick={() => router.back()}>
            Go back
          </Button>
          <Button onClick={() => startTransition(() => retry())}>Try again</Button>
        </>
      }
    />
  );
}
