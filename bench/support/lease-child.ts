// A decision point that only watches its own lease, every millisecond: it tells when it stopped being fresh, and when it is again.
import { LivePoint } from "@/lib/policy";

const point = await LivePoint.open("bench");
let fresh = true;
process.send?.({ fresh, at: String(process.hrtime.bigint()) });
setInterval(() => {
  const now = isFresh();
  if (now === fresh) return;
  fresh = now;
  process.send?.({ fresh, at: String(process.hrtime.bigint()) });
}, 1);
process.on("disconnect", () => process.exit());

function isFresh(): boolean {
  try {
    point.assertFresh();
    return true;
  } catch {
    return false;
  }
}
