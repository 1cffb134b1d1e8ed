"use server";

import { acceptTools, blockTools, correctTool, endCorrection, previewCorrection, seeTools } from "@/lib/agents";
import type {
  AcceptToolsInput,
  BlockToolsInput,
  CorrectToolInput,
  EndCorrectionInput,
  PreviewCorrectionInput,
  SeeToolsInput,
} from "@/lib/agents/schema";
import { runAction } from "@/lib/http/action";

export async function seeToolsAction(input: SeeToolsInput) {
  return runAction((ctx) => seeTools(ctx, input));
}

export async function acceptToolsAction(input: AcceptToolsInput) {
  return runAction((ctx) => acceptTools(ctx, input));
}

export async function blockToolsAction(input: BlockToolsInput) {
  return runAction((ctx) => blockTools(ctx, input));
}

export async function correctToolAction(input: CorrectToolInput) {
  return runAction((ctx) => correctTool(ctx, input));
}

export async function endCorrectionAction(input: EndCorrectionInput) {
  return runAction((ctx) => endCorrection(ctx, input));
}

export async function previewCorrectionAction(input: PreviewCorrectionInput) {
  return runAction((ctx) => previewCorrection(ctx, input));
}
