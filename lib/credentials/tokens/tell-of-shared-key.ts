import type { Context } from "@/lib/context";
import { inSqlTransaction } from "@/lib/db";
import { type Limit, spend } from "@/lib/limits";
import { KeyIsShared, tellingOfSharedKeys } from "../material";
import { isLiving } from "../rules";
import { holderOf, lockInstance } from "../store";

/** The same pair is told of once an hour: who has the key of another could otherwise fill log and inboxes. */
const TOLD: Limit = { name: "shared-keys-told", attempts: 1, windowSeconds: 3_600 };

/**
 * Records that an instance came with the key of another, and tells the owners of both (I1): one of the two has been copied.
 * Only for a key whose possession was proved.
 */
export async function tellOfSharedKey(
  ctx: Context,
  { instanceId, thumbprint }: { instanceId: string; thumbprint: string },
): Promise<void> {
  if (!(await spend(TOLD, `${instanceId} ${thumbprint}`)).allowed) return;
  const telling = tellingOfSharedKeys(ctx, () =>
    inSqlTransaction(async (tx) => {
      const instance = await lockInstance(tx, instanceId);
      const holder = await holderOf(tx, thumbprint);
      if (!instance || !holder || !isLiving(holder.state) || holder.instanceId === instanceId) return;
      throw new KeyIsShared({ agent: instance.agent, instance }, thumbprint, holder);
    }),
  );
  await telling.catch((error: unknown) => {
    if (!(error instanceof KeyIsShared)) throw error;
  });
}
