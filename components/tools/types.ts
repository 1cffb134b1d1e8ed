import type {
  AcceptToolsInput,
  BlockToolsInput,
  BulkOutcome,
  CorrectionPreview,
  CorrectToolInput,
  EndCorrectionInput,
  Listed,
  PreviewCorrectionInput,
  SeeToolsInput,
} from "@/lib/agents/schema";
import type { ActionState } from "@/lib/http/action-state";

/** What the pages hand in: each a server action. */
export interface ToolActions {
  see: (input: SeeToolsInput) => Promise<ActionState<Listed>>;
  accept: (input: AcceptToolsInput) => Promise<ActionState<BulkOutcome>>;
  block: (input: BlockToolsInput) => Promise<ActionState<BulkOutcome>>;
  correct: (input: CorrectToolInput) => Promise<ActionState<unknown>>;
  endCorrection: (input: EndCorrectionInput) => Promise<ActionState<unknown>>;
  preview: (input: PreviewCorrectionInput) => Promise<ActionState<CorrectionPreview>>;
}
