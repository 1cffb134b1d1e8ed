import { describe, expect, it } from "vitest";
import { noticeWords } from "./notice-words";

const words = (kind: string, content: Record<string, unknown>, agentId: string | null = "agt_1") =>
  noticeWords({
    id: "ntc_1",
    kind,
    agentId,
    content: { name: "Invoice matcher", ...content },
    createdAt: "2026-11-20T09:00:00.000Z",
  });

describe("K4 a notice in words", () => {
  it.each([
    [
      "tier_raised",
      { from: "moderate", to: "high", because: ["`send_money` can: move money"] },
      "The tier of Invoice matcher rose from moderate to high",
    ],
    [
      "tier_held",
      { tier: "high", computed: "low" },
      "The tier of Invoice matcher is kept at high, although only low is computed",
    ],
    ["tier_decided", { tier: "low", agreed: true }, "Somebody agreed: the tier of Invoice matcher is low"],
    [
      "tier_decided",
      { tier: "low", agreed: false },
      "Somebody refused the tier low that you asked for Invoice matcher",
    ],
    [
      "tier_override_ended",
      { tier: "critical", stands: "high" },
      "The override of Invoice matcher to critical is over: high stands",
    ],
    ["succeeded", { role: "owner" }, "You are technical owner of Invoice matcher now"],
    ["hand_over_declined", { seat: "deputy" }, "Your offer to be deputy owner of Invoice matcher was declined"],
    [
      "key_shared",
      { instance: "blue", mine: true },
      "Somebody came with the key of blue of Invoice matcher as another instance",
    ],
    [
      "key_shared",
      { instance: "green", mine: false },
      "A key was refused for green of Invoice matcher: another instance uses it",
    ],
    ["credential_overdue", { instance: "blue" }, "A credential of Invoice matcher is overdue for rotation"],
    ["credential_expired", { cause: "never_rotated" }, "A credential of Invoice matcher has ended"],
    ["campaign_alert", { count: 1, status: "Q4" }, "Nobody reviewed 1 right of Invoice matcher in time"],
    ["campaign_alert", { count: 7, name: "", status: "Q4" }, "Nobody reviewed 7 rights of several agents in time"],
    ["pack_ready", { name: "Autumn" }, "The evidence of Autumn is ready"],
    ["pack_failed", { name: "Autumn" }, "The evidence of Autumn could not be made"],
    ["export_ready", { name: "Autumn" }, "The export Autumn is ready"],
    ["export_failed", { name: "Autumn" }, "The export Autumn could not be made"],
    ["asked", {}, "Somebody asks you to look at Invoice matcher"],
    ["of_a_newer_release", {}, "Invoice matcher: of a newer release"],
  ])("%s", (kind, content, title) => {
    expect(words(kind, content).title).toBe(title);
  });
  it("leads to the risk of the agent, with what made it rise", () => {
    const { href, because } = words("tier_raised", { from: "low", to: "high", because: ["x", 3] });
    expect([href, because]).toEqual(["/agents/agt_1?tab=risk", ["x"]]);
    const overdue = words("credential_overdue", { instance: "blue", label: "", endsAt: "2026-12-01T08:00:00.000Z" });
    expect(overdue.because).toEqual(["blue", "it ends on 2026-12-01 unless it is rotated"]);
    expect(words("tier_raised", {}, null).href).toBe("/inbox");
  });
});
