import { requireReach } from "@/lib/access";
import type { Context } from "@/lib/context";
import type { IssuerPage } from "../views";
import { refusalToManage } from "./guard";
import { selectIssuers } from "./store";

/** Every workload issuer, trusted or ended, and whether the caller may change them (I2). */
export async function listIssuers(ctx: Context): Promise<IssuerPage> {
  requireReach(ctx, "credentials.read");
  const refusal = refusalToManage(ctx);
  const manage = refusal ? ({ allowed: false, reason: refusal } as const) : ({ allowed: true } as const);
  return { issuers: await selectIssuers(), manage };
}
