import { CountersignError, type ErrorCode } from "@/lib/errors";

/** The error codes of the RFCs that the machines' door answers with (6749, 6750, 7009, 7523, 8693, 8707, 9449). */
export type OauthError =
  | "invalid_request"
  | "invalid_client"
  | "invalid_grant"
  | "invalid_scope"
  | "invalid_target"
  | "invalid_token"
  | "invalid_dpop_proof"
  | "insufficient_scope"
  | "temporarily_unavailable"
  | "unauthorized_client"
  | "unsupported_grant_type"
  | "unsupported_token_type";

const CODES: Partial<Record<OauthError, ErrorCode>> = {
  insufficient_scope: "forbidden",
  temporarily_unavailable: "rate_limited",
};

/** Whom a refusal concerns, as far as it is certain: for the record, never for the answer. */
export interface Concerned {
  agentId?: string;
  instanceId?: string;
  credentialId?: string;
}

/** A token, an assertion or a proof that is not accepted: the RFC's error for the machine, a sentence for whoever runs it. */
export class TokenRefusal extends CountersignError {
  readonly error: OauthError;
  /** One closed word for the audit log. */
  readonly reason: string;
  readonly concerned: Concerned;

  constructor(error: OauthError, reason: string, message: string, concerned: Concerned = {}) {
    super(CODES[error] ?? "unauthenticated", message);
    this.name = "TokenRefusal";
    this.error = error;
    this.reason = reason;
    this.concerned = concerned;
  }
}

export function isTokenRefusal(error: unknown): error is TokenRefusal {
  return error instanceof TokenRefusal;
}
