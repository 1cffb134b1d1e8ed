import type {
  AddIssuerInput,
  CreateInstanceInput,
  EndIssuerInput,
  IssueCredentialInput,
  MoveInstanceInput,
  ProveDeadInput,
  RevokeCredentialInput,
  RevokeCredentialsInput,
  RotateCredentialInput,
  SetGatewayInput,
  TryIssuerInput,
} from "@/lib/credentials/schema";
import type { Proof } from "@/lib/credentials/terms";
import type { ActionState } from "@/lib/http/action-state";

type Act<Input, Value = unknown> = (input: Input) => Promise<ActionState<Value>>;

/** What was issued, as the browser gets it. `secret` only where one was made. */
export interface IssuedView {
  id: string;
  clientId: string;
  secret: string | null;
}

/** What a page hands in to act on identities: each a server action. */
export interface IdentityActions {
  create: Act<CreateInstanceInput, { id: string }>;
  stop: Act<MoveInstanceInput>;
  resume: Act<MoveInstanceInput>;
  retire: Act<MoveInstanceInput>;
  gateway: Act<SetGatewayInput>;
  issue: Act<IssueCredentialInput, IssuedView>;
  rotate: Act<RotateCredentialInput, IssuedView>;
  revoke: Act<RevokeCredentialInput, { tokens: number }>;
  revokeAll: Act<RevokeCredentialsInput, { credentials: number; tokens: number }>;
  prove: Act<ProveDeadInput, { way: Proof; refusedAttemptAt: Date | null }>;
}

export interface IssuerActions {
  add: Act<AddIssuerInput, { id: string }>;
  end: Act<EndIssuerInput, { credentials: number }>;
  attempt: Act<TryIssuerInput, { keys: number; jwksUri: string }>;
}
