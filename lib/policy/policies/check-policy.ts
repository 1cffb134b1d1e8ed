import { requirePermission } from "@/lib/access";
import type { Context } from "@/lib/context";
import { parseInput } from "@/lib/parse";
import { checkDraft, NEW_POLICY } from "./check";
import { selectInForce } from "./queries";
import { type CheckPolicyInput, checkPolicySchema } from "./schema";
import type { Checked } from "./views";

/** What validation and the tests say of a text as it is being written (Z1). Nothing is kept. */
export async function checkPolicy(ctx: Context, input: CheckPolicyInput): Promise<Checked> {
  requirePermission(ctx, "policies.write");
  const { policyId, text, tests } = parseInput(checkPolicySchema, input);
  const inForce = await selectInForce();
  const id = policyId ?? NEW_POLICY;
  const name = inForce.find((one) => one.policyId === id)?.name ?? "This policy";
  return checkDraft({ policyId: id, name, text, tests }, inForce);
}
