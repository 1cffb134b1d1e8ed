import { env } from "@/lib/env";
import { reads, sendJson } from "../exchange";

/** `GET /.well-known/authzen-configuration` (section 9). */
export const metadata = reads(({ response }) => {
  const url = env().COUNTERSIGN_API_URL.replace(/\/+$/, "");
  sendJson(response, 200, {
    policy_decision_point: url,
    access_evaluation_endpoint: `${url}/access/v1/evaluation`,
    access_evaluations_endpoint: `${url}/access/v1/evaluations`,
    search_subject_endpoint: `${url}/access/v1/search/subject`,
    search_resource_endpoint: `${url}/access/v1/search/resource`,
    search_action_endpoint: `${url}/access/v1/search/action`,
    access_request_endpoint: `${url}/access/v1/requests`,
    capabilities: ["urn:openid:authzen:capability:access-request"],
  });
});
