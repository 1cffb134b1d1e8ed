"use client";

import { useState } from "react";
import { signOut } from "@/components/shell/sign-out";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";

/** Ends the session and comes back here after the next sign-in: the proof of who is there is then minutes old. */
export function SignInAgain({ to }: { to: string }) {
  const [busy, setBusy] = useState(false);
  async function leave(): Promise<void> {
    setBusy(true);
    try {
      await signOut(to);
    } catch {
      setBusy(false);
      toast.error("You are still signed in", { description: "The console did not answer. Try again in a moment." });
    }
  }
  return (
    <Button variant="outline" size="sm" busy={busy} onClick={() => void leave()}>
      Sign in again
    </Button>
  );
}
