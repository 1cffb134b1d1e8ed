import { describe, expect, it } from "vitest";
import { CAMPAIGN_STATES, type CampaignState } from "../terms";
import { isRemediated, type SteerAct, type Steered, steerRefusal } from "./rules";

const OPEN: Record<SteerAct, readonly (CampaignState | `paused from ${CampaignState}`)[]> = {
  pause: ["active", "remediating"],
  resume: ["paused from active", "paused from remediating"],
  cancel: ["scheduled", "active", "paused from active", "deciding_closed"],
};

describe("C1 steering: what a button offers is what its verb does", () => {
  const standings: (Steered & { name: string })[] = [
    ...CAMPAIGN_STATES.filter((state) => state !== "paused").map((state) => ({ state, pausedFrom: null, name: state })),
    ...["active", "remediating"].map((pausedFrom) => ({
      state: "paused" as const,
      pausedFrom,
      name: `paused from ${pausedFrom}`,
    })),
  ];

  it.each(Object.entries(OPEN))("%s is open exactly where the table says, and else says why not", (act, open) => {
    const allowed = standings.filter((standing) => steerRefusal(act as SteerAct, standing) === null);
    expect(allowed.map(({ name }) => name).sort()).toEqual([...open].sort());
    for (const standing of standings) {
      if (!allowed.includes(standing)) expect(steerRefusal(act as SteerAct, standing)).toMatch(/\w\.$/);
    }
  });

  it("knows that a campaign paused while rights are taken away is past its close", () => {
    const past = standings.filter(isRemediated).map(({ name }) => name);
    expect(past.sort()).toEqual([
      "closed",
      "closed_with_exceptions",
      "paused from remediating",
      "remediating",
      "verifying",
    ]);
  });
});
