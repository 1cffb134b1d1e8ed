"use client";

import { useState } from "react";
import { type Method, postSignIn } from "./post-sign-in";

const SENTENCES: Record<string, string> = {
  unauthenticated: "The e-mail address or the password is not right.",
  rate_limited: "Too many attempts. Wait a quarter of an hour, then try again.",
  forbidden: "Demo sign-in is not offered here.",
  invalid: "Write your e-mail address and your password.",
  sealed:
    "The audit log is sealed, so no new sign-in can be recorded or let in: an operator must look into it. Those who are signed in can go on reading.",
  unavailable: "Signing in does not work at the moment: the console cannot reach its database. Try again in a minute.",
};

/** Signs in and goes to `target`; a refusal becomes a sentence. The whole page is loaded anew, so that nothing of before stays. */
export function useSignIn(target: string) {
  const [pending, setPending] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);

  async function start(method: Method, fields: Record<string, string>, mark: string = method) {
    setPending(mark);
    setFailure(null);
    try {
      const answer = await postSignIn(method, { ...fields, callbackUrl: target });
      if ("url" in answer) {
        window.location.assign(method === "oidc" ? answer.url : target);
        return;
      }
      setFailure(SENTENCES[answer.refused] ?? "Signing in failed on our side. Try again.");
    } catch {
      setFailure("The console did not answer. Check your connection and try again.");
    }
    setPending(null);
  }

  return { start, pending, failure };
}
