import { Wordmark } from "@/components/shell/logo";
import { ErrorState } from "@/components/ui/error-state";

/** For who holds a wrong, an expired or a revoked link, and has no account here: one answer, so that nothing can be probed. */
export default function LinkNotFound() {
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-5xl content-start gap-4 px-4 py-8">
      <title>Not found · Countersign</title>
      <Wordmark className="mb-2" />
      <ErrorState
        kind="missing"
        level={1}
        title="This link leads nowhere"
        description="It was not copied whole, its time is over, or it was revoked. Ask whoever sent it to you for a new one."
      />
    </main>
  );
}
