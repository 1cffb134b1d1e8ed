"use client";

import { useRouter } from "next/navigation";
import { startTransition } from "react";

/** The id under which the server logged the failure; failures of the browser have none. */
function digestOf(error: unknown): string | undefined {
  const digest = error instanceof Error && "digest" in error ? error.digest : undefined;
  return typeof digest === "string" ? digest : undefined;
}

const BUTTON =
  "inline-flex h-8 items-center rounded-md px-3 font-medium text-sm shadow-xs transition-colors duration-100";

/**
 * A page that failed to come: what happened, what is safe, try again, and the id to quote. Every page carries it, for the
 * moment when nothing more can be fetched: so it is drawn without the console's other parts.
 */
export function FailedPage({ error, retry }: { error: unknown; retry: () => void }) {
  const router = useRouter();
  const digest = digestOf(error);
  return (
    <div role="alert" className="mx-auto flex max-w-lg flex-col items-center px-6 py-16 text-center">
      <span
        aria-hidden
        className="mb-3 flex size-10 items-center justify-center rounded-lg border border-danger-line bg-danger-soft font-semibold text-danger text-lg"
      >
        !
      </span>
      <h1 className="font-semibold text-lg">This page could not be shown</h1>
      <p className="mt-1 text-pretty text-muted-foreground">
        Something failed while it was being put together. Reading it again changes nothing; what you saved before is
        safe.
      </p>
      <div className="mt-5 flex flex-wrap justify-center gap-2">
        <button
          type="button"
          className={`${BUTTON} border border-border-strong bg-card hover:bg-accent`}
          onClick={() => router.back()}
        >
          Go back
        </button>
        <button
          type="button"
          className={`${BUTTON} bg-primary text-primary-foreground hover:bg-primary-hover`}
          onClick={() => startTransition(() => retry())}
        >
          Try again
        </button>
      </div>
      {digest ? (
        <p className="mt-5 text-muted-foreground text-xs">
          Quote this when you ask for help: <code className="select-all">{digest}</code>
        </p>
      ) : null}
    </div>
  );
}
