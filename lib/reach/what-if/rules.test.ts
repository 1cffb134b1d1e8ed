import { describe, expect, it } from "vitest";
import { blastOf } from "../rules";
import type { AffectedAgent, Place, Subject } from "../views";
import { firstSteps } from "./rules";

const agent = (id: string, status: AffectedAgent["status"], tier: AffectedAgent["tier"] = "low"): AffectedAgent => ({
  id,
  name: id,
  environment: "production",
  status,
  tier,
  owner: null,
});
const subject = (kind: Subject["kind"]): Subject => ({ kind, id: "agt_1", name: "it", address: "" });
const account: Place = {
  key: "res_1",
  id: "res_1",
  name: "Account",
  kind: "account",
  dataClasses: ["payment"],
  records: 0,
  people: 40_000,
  money: 250_000,
};
const reached = blastOf([account], [{ place: "res_1", access: "write", now: true }]);
const nothing = blastOf([], []);
const shared = [{ credential: "svc-pay", servers: 3, agents: [], agentCount: 2 }];

describe("V9 what to do first", () => {
  it.each([
    ["an active agent", "agent", [agent("agt_1", "active")], ["suspend"]],
    ["an agent that does not act", "agent", [agent("agt_1", "draft")], ["keep"]],
    ["a server of active agents", "server", [agent("agt_1", "active"), agent("agt_2", "draft")], ["suspend"]],
    ["a server of nobody active", "server", [agent("agt_1", "suspended")], []],
    ["a credential", "credential", [agent("agt_1", "active")], ["suspend", "renew"]],
  ] as const)("for %s", (_what, kind, agents, steps) => {
    const given = {
      subject: subject(kind),
      blast: nothing,
      agents,
      agentCount: agents.length,
      credentials: [],
      shared: [],
    };
    expect(firstSteps(given).map(({ id }) => id)).toEqual(steps);
  });

  it("stops, renews, then looks at what was within reach", () => {
    const agents = [agent("agt_1", "active", "critical")];
    const steps = firstSteps({
      subject: subject("agent"),
      blast: reached,
      agents,
      agentCount: 1,
      credentials: ["svc-pay"],
      shared,
    });
    expect(steps.map(({ id }) => id)).toEqual(["suspend", "renew", "shared:svc-pay", "written", "money", "people"]);
    expect(steps[2]).toMatchObject({ href: "/reach?credential=svc-pay" });
    expect(steps[4]?.text).toBe("Hold payments: up to 250,000 can be moved.");
  });

  it("names the most dangerous first where several fall", () => {
    const agents = [agent("agt_1", "active", "high")];
    const [first] = firstSteps({
      subject: subject("server"),
      blast: nothing,
      agents,
      agentCount: 1,
      credentials: [],
      shared: [],
    });
    expect(first?.text).toContain("Those of tier critical and high first.");
  });
});
