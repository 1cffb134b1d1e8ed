import { sweepApprovals } from "@/lib/approvals";
import { startSequencer } from "@/lib/audit";
import { systemContext } from "@/lib/context";

/**
 * What of the worker approvals need, in this process: events are numbered, and what time and triggers ended is written down. The
 * whole worker would judge the tier of agents that no verb has made.
 * @returns ends it
 */
export function startTidying(): () => Promise<void> {
  const over = new AbortController();
  const { signal } = over;
  const sweep = async () => {
    while (!signal.aborted) {
      await sweepApprovals(systemContext("bench"));
      await new Promise((resolve) => setTimeout(resolve, 1_000));
    }
  };
  const both = Promise.all([startSequencer({ signal }), sweep()]);
  return async () => {
    over.abort();
    await both;
  };
}
