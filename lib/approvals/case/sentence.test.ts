import { describe, expect, it } from "vitest";
import type { Json } from "@/lib/policy";
import { sentenceFor } from "./sentence";

type Args = { [key: string]: Json };

describe("A2 verb and target in one sentence", () => {
  it.each<[string, string, string, Args, string]>([
    ["a thing", "release_payment", "pay", { payment_id: "PP-2041" }, "Release payment PP-2041 on Treasury"],
    [
      "an amount and an account",
      "payments.transfer",
      "pay",
      { amount: 96000, currency: "NOK", iban: "NO9386011117947" },
      "Transfer payments 96000 NOK to NO9386011117947 on Treasury",
    ],
    [
      "several recipients",
      "sendEmail",
      "communicate",
      { to: ["a@x.com", "b@x.com", "c@x.com"], subject: "Hi", body: "…" },
      "Send email Hi to a@x.com and 2 more on Treasury",
    ],
    ["the thing of the tool's own name", "cancel_order", "write", { order: 17 }, "Cancel order 17 on Treasury"],
    ["a tool without a verb", "cursor", "execute", {}, "Run something with cursor on Treasury"],
    ["no arguments", "purge-cache", "delete", {}, "Purge cache on Treasury"],
    ["hostile text, as it is", "delete_file", "delete", { path: "<b>\u202Ex" }, "Delete file <b>\u202Ex on Treasury"],
  ])("%s", (_, tool, action, args, sentence) => {
    expect(sentenceFor({ tool, action, server: "Treasury", arguments: args })).toBe(sentence);
  });

  it("cuts what is long, and never a letter in two", () => {
    const sentence = sentenceFor({
      tool: "delete_file",
      action: "delete",
      server: "S",
      arguments: { path: "😀".repeat(99) },
    });
    expect(sentence.isWellFormed()).toBe(true);
    expect(sentence.length).toBeLessThan(120);
  });
});
