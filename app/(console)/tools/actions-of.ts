import type { ToolActions } from "@/components/tools/types";
import {
  acceptToolsAction,
  blockToolsAction,
  correctToolAction,
  endCorrectionAction,
  previewCorrectionAction,
  seeToolsAction,
} from "./actions";

/** Everything a person can do about tools. */
export const TOOL_ACTIONS: ToolActions = {
  see: seeToolsAction,
  accept: acceptToolsAction,
  block: blockToolsAction,
  correct: correctToolAction,
  endCorrection: endCorrectionAction,
  preview: previewCorrectionAction,
};
