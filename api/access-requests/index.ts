/** The AuthZEN Access Request and Approval Profile at the machines' door (docs/approvals-api.md). */
import { posts, type Route } from "../exchange";
import { submit } from "./submit";
import { TASKS, task } from "./task";

export const ACCESS_REQUESTS: Readonly<Record<string, Route>> = {
  "/access/v1/requests": posts(submit),
  [TASKS]: { methods: ["GET", "HEAD", "POST"], handle: task },
};
