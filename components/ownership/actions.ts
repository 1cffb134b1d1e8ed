import type {
  AcceptHandOverInput,
  AcceptHandOversInput,
  AssignPeopleInput,
  BulkOutcome,
  DeclineHandOverInput,
  OfferHandOverInput,
  WithdrawHandOverInput,
} from "@/lib/agents/schema";
import type { ActionState } from "@/lib/http/action-state";

/** What a page hands in to answer offers: each a server action. */
export interface AnswerActions {
  accept: (input: AcceptHandOverInput) => Promise<ActionState<unknown>>;
  decline: (input: DeclineHandOverInput) => Promise<ActionState<unknown>>;
  withdraw: (input: WithdrawHandOverInput) => Promise<ActionState<unknown>>;
}

export type AcceptMany = (input: AcceptHandOversInput) => Promise<ActionState<BulkOutcome>>;

/** What a page hands in to name people. */
export interface SeatActions extends AnswerActions {
  offer: (input: OfferHandOverInput) => Promise<ActionState<{ waits: boolean }>>;
  assign: (input: AssignPeopleInput) => Promise<ActionState<unknown>>;
}
