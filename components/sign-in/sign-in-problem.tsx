import { Callout } from "@/components/ui/callout";

export interface SignInProblemProps {
  code: string;
  /** The way back from the identity provider began at a set-up link. */
  byLink: boolean;
  provider: string | null;
}

/** Why the way back from the identity provider ended here, and what to do. Fixed sentences: nothing of the address is shown. */
export function SignInProblem({ code, byLink, provider }: SignInProblemProps) {
  const from = provider ?? "the identity provider";
  if (code === "conflict") {
    return (
      <Callout tone="danger" role="alert" title="This identity belongs to another account">
        Sign in to that account, or open your link again and choose another identity at {from}.
      </Callout>
    );
  }
  if (byLink) {
    return (
      <Callout tone="danger" role="alert" title="This link does not work any more">
        It was used, or a day has passed. Ask an administrator for a new one.
      </Callout>
    );
  }
  if (code === "unauthenticated") {
    return (
      <Callout tone="warning" role="alert" title="You have no account here yet">
        {from} knows you, Countersign does not. Ask an administrator to invite you, and sign in through the link they
        give you.
      </Callout>
    );
  }
  return (
    <Callout tone="danger" role="alert" title="Signing in did not work">
      The answer of {from} could not be used. Try again; if it stays, tell an administrator when it happened.
    </Callout>
  );
}
