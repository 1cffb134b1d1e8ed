import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { isHonestLine, isHonestLines } from "@/lib/text";
import { contentOf } from "../content";
import { KINDS } from "../terms";
import { renderMail } from "./render";

const of = { timeZone: "Europe/Oslo", url: "https://console.example/" };
const content = {
  path: "/approvals/apr_1",
  name: "Payout agent",
  environment: "production",
  server: "Bank",
  tool: "release_payment",
  tier: "high",
  until: "2026-11-20T13:05:00.000Z",
};

describe("a mail", () => {
  it("says who waits for what until when, and where to look", () => {
    const { subject, text, html } = renderMail([{ kind: "approval_requested", content }], of);
    expect(subject).toBe("[Countersign] Approval requested: release_payment by Payout agent");
    expect(text).toContain("Payout agent waits for a person before it calls release_payment of Bank.");
    expect(text).toContain("Waits until: 20 Nov 2026, 14:05 CET");
    expect(text).toContain("https://console.example/approvals/apr_1");
    expect(html).toContain('href="https://console.example/approvals/apr_1"');
  });

  test.each(KINDS)("of the kind %s leads to a page that shows, and never to a decision", (kind) => {
    const { text, html } = renderMail([{ kind, content }], of);
    const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, link]) => link);
    expect(links).toEqual(["https://console.example/approvals/apr_1", "https://console.example/account"]);
    expect(text).toContain("Opening a link decides nothing");
    for (const act of ["approve?", "deny?", "action=", "token="]) expect(html + text).not.toContain(act);
  });

  it("reminds of reviews with their number, the campaign and the deadline, and tells a manager who is late", () => {
    const waiting = {
      path: "/campaigns/reviews",
      name: "Quarter",
      count: 12,
      rung: "Due tomorrow",
      status: "and 2 more",
    };
    const until = "2026-11-20T13:05:00.000Z";
    const reminder = renderMail([{ kind: "campaign_reminder", content: contentOf({ ...waiting, until }) }], of);
    expect(reminder.subject).toBe("[Countersign] Due tomorrow: 12 items to review");
    expect(reminder.text).toContain("12 items of Quarter and 2 more wait for your answer.");
    expect(reminder.text).toContain("Waits until: 20 Nov 2026, 14:05 CET");
    expect(reminder.text).not.toContain("Now asked");
    const late = contentOf({ path: "/", name: "Quarter", count: 1, by: "Marta Nowak" });
    const { text } = renderMail([{ kind: "campaign_overdue", content: late }], of);
    expect(text).toContain("Marta Nowak has 1 item of Quarter open after the deadline.");
  });

  it("says what nobody reviewed, of which agent and in which campaign, and what follows", () => {
    const about = { path: "/campaigns/cmp_1", name: "Payout agent", status: "Quarter", tier: "critical", count: 2 };
    const { subject, text } = renderMail([{ kind: "campaign_alert", content: contentOf(about) }], of);
    expect(subject).toBe("[Countersign] Nobody answered for Payout agent");
    expect(text).toContain(
      "Nobody reviewed 2 rights of Payout agent in Quarter in time: they are to be suspended when the campaign is closed.",
    );
    expect(text).toContain("Tier: critical");
  });

  it("collects many, grouped by what they are about", () => {
    const messages = [
      { kind: "approval_requested", content },
      { kind: "approval_decided", content: { ...content, status: "denied" } },
      { kind: "approval_requested", content: { ...content, name: "Lockout agent" } },
    ] as const;
    const { subject, text } = renderMail(messages, of);
    expect(subject).toBe("[Countersign] 3 messages: approval requested (2), approval decided or ended (1)");
    expect(text.indexOf("Payout agent waits")).toBeLessThan(text.indexOf("Lockout agent waits"));
    expect(text.indexOf("Lockout agent waits")).toBeLessThan(text.indexOf("is denied"));
  });

  it("shows what agents call themselves as text, not as markup, not as a link, on one line", () => {
    const nasty = fc.constantFrom(
      "<b>",
      '"',
      "'",
      "&",
      "\r\n",
      "\u202e",
      "https://evil.example",
      "www.evil.example",
      "a",
      "\u0000",
    );
    fc.assert(
      fc.property(fc.array(nasty, { maxLength: 8 }), fc.constantFrom(...KINDS), (parts, kind) => {
        const name = parts.join("");
        const given = {
          ...content,
          name,
          tool: name,
          server: name,
          environment: name,
          tier: name,
          by: name,
          status: name,
        };
        for (const one of [given, contentOf(given)]) {
          const { subject, text, html } = renderMail([{ kind, content: one }], of);
          expect([isHonestLine(subject), isHonestLines(html), isHonestLines(text)]).toEqual([true, true, true]);
          expect(html).not.toContain("<b>");
          for (const shown of [html, text]) expect(shown).not.toMatch(/https:\/\/evil|www\./);
        }
      }),
    );
  });
});

describe("what a message may say", () => {
  it("is bounded: a field that somebody adds stays behind, and a path leads nowhere else", () => {
    const more = { ...content, arguments: { iban: "NO93" }, justification: "because", path: "//evil.example" };
    expect(contentOf(more)).toEqual({ ...content, path: "/" });
    for (const path of ["https://evil.example", "javascript:alert(1)", "/a\nb", "/a b", "//x", "/\\x"]) {
      expect(contentOf({ path })).toEqual({ path: "/" });
    }
    expect(contentOf({ path: "/approvals/apr_1?tab=votes", name: `a\u202e${"b".repeat(300)}` }).name).toHaveLength(120);
  });
});
