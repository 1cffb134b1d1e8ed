/** The OpenID AuthZEN Authorization API 1.0 at the machines' door. */
import { posts, type Route } from "../exchange";
import { DECISIONS, decision } from "./decision";
import { evaluation, evaluations } from "./evaluation";
import { metadata } from "./metadata";
import { searchActions, searchResources, searchSubjects } from "./search";

export { pointOf } from "./door";

export const AUTHZEN: Readonly<Record<string, Route>> = {
  "/.well-known/authzen-configuration": metadata,
  "/access/v1/evaluation": posts(evaluation),
  "/access/v1/evaluations": posts(evaluations),
  "/access/v1/search/subject": posts(searchSubjects),
  "/access/v1/search/resource": posts(searchResources),
  "/access/v1/search/action": posts(searchActions),
  [DECISIONS]: decision,
};
