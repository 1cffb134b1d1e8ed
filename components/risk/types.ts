import type {
  ApproveOverrideInput,
  ConfirmFallInput,
  EndOverrideInput,
  OverrideTierInput,
  RejectOverrideInput,
  WithdrawOverrideInput,
} from "@/lib/agents/schema";
import type { ActionState } from "@/lib/http/action-state";

type Act<Input, Answer = unknown> = (input: Input) => Promise<ActionState<Answer>>;

/** What the buttons of the risk tab send. */
export interface TierActions {
  override: Act<OverrideTierInput, { waits: boolean }>;
  approve: Act<ApproveOverrideInput>;
  reject: Act<RejectOverrideInput>;
  withdraw: Act<WithdrawOverrideInput>;
  end: Act<EndOverrideInput, { waits: boolean }>;
  confirm: Act<ConfirmFallInput>;
}
