"use client";

import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { useSignIn } from "./use-sign-in";

/** The way through the company's identity provider. */
export function SingleSignOn({ name, target }: { name: string; target: string }) {
  const { start, pending, failure } = useSignIn(target);
  return (
    <div className="grid gap-3">
      {failure ? (
        <Callout tone="danger" role="alert">
          {failure}
        </Callout>
      ) : null}
      <Button variant="outline" busy={pending !== null} onClick={() => void start("oidc", {})}>
        Continue with {name}
      </Button>
    </div>
  );
}
