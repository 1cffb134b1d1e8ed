import { RiskTab } from "@/components/risk/risk-tab";
import type { TierActions } from "@/components/risk/types";
import { getRisk } from "@/lib/agents";
import type { Context } from "@/lib/context";
import {
  approveOverrideAction,
  confirmFallAction,
  endOverrideAction,
  overrideTierAction,
  rejectOverrideAction,
  withdrawOverrideAction,
} from "./risk/actions";

const ACTIONS: TierActions = {
  override: overrideTierAction,
  approve: approveOverrideAction,
  reject: rejectOverrideAction,
  withdraw: withdrawOverrideAction,
  end: endOverrideAction,
  confirm: confirmFallAction,
};

/** The tab about one agent's tier. */
export async function Risk({ ctx, agentId }: { ctx: Context; agentId: string }) {
  return <RiskTab risk={await getRisk(ctx, agentId)} actions={ACTIONS} />;
}
