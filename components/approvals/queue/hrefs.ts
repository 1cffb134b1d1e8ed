import type { Route } from "next";
import type { Group, QueueView } from "@/lib/approvals/terms";

export interface QueueAddress {
  view: QueueView;
  group: Group | null;
  /** The request that is read. */
  id?: string | null;
  after?: string | null;
}

/** The address of a part of the queue, with the request that is read in it: it can be shared, and the back button works. */
export function queueHref({ view, group, id, after }: QueueAddress): Route {
  const query = new URLSearchParams();
  if (view !== "mine") query.set("view", view);
  if (group) query.set("group", group);
  if (after) query.set("after", after);
  if (id) query.set("request", id);
  const text = query.toString();
  return (text ? `/approvals?${text}` : "/approvals") as Route;
}
