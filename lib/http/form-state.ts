import type { ActionFailure } from "./action-state";
import { failureOf } from "./failure";

/** Anything thrown as the state a form shows. */
export function actionFailure(error: unknown, requestId: string): ActionFailure {
  return { ok: false, ...failureOf(error), requestId };
}
