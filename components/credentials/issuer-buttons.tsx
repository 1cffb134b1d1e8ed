"use client";

import { useState } from "react";
import { useAction } from "@/components/people/use-action";
import { Button } from "@/components/ui/button";
import type { IssuerView } from "@/lib/credentials/views";
import { ReasonDialog } from "./reason-dialog";
import type { IssuerActions } from "./types";

/** Asks an issuer for its keys now, or ends the trust in it. */
export function IssuerButtons({
  issuer,
  end,
  attempt,
}: Pick<IssuerActions, "end" | "attempt"> & { issuer: IssuerView }) {
  const { id, name, version, credentials } = issuer;
  const { run, busy, failure } = useAction();
  const [ending, setEnding] = useState(false);
  const [found, setFound] = useState<{ keys: number; jwksUri: string } | null>(null);
  return (
    <div className="grid max-w-full gap-1 sm:max-w-80 sm:justify-items-end">
      <div className="flex flex-wrap gap-2">
        <Button size="sm" variant="outline" busy={busy} onClick={() => run(() => attempt({ id }), null, setFound)}>
          Try it
        </Button>
        <Button size="sm" variant="outline" onClick={() => setEnding(true)}>
          End the trust
        </Button>
      </div>
      <p role="status" className="text-muted-foreground text-xs sm:text-right">
        {failure ? <span className="text-danger">{failure.message}</span> : found ? said(found) : null}
      </p>
      {ending ? (
        <ReasonDialog
          title={`End the trust in ${name}?`}
          description={
            credentials
              ? `${credentials === 1 ? "The credential that rests on it ends" : `All ${credentials} credentials that rest on it end`} now, with every token. They do not come back if it is trusted again.`
              : "No credential rests on it."
          }
          verb="End the trust"
          destructive
          act={(reason) => end({ id, version, reason })}
          done={`${name} is no longer trusted`}
          onClose={() => setEnding(false)}
        />
      ) : null}
    </div>
  );
}

function said({ keys, jwksUri }: { keys: number; jwksUri: string }): string {
  const counted = keys === 1 ? "1 usable key" : `${keys} usable keys`;
  return jwksUri ? `Answers with ${counted}, from ${jwksUri}.` : `${counted}, given by hand.`;
}
