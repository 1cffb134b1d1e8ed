import { describe, expect, it } from "vitest";
import { isDemoOpen, isSessionAlive, recordableEmail, weaknessOf } from "./rules";
import { emailSchema } from "./schema";

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 20, 9, minutes));

describe("O6 the life of a session", () => {
  const session = { lastSeenAt: at(0), expiresAt: at(90), revokedAt: null };
  it.each([
    ["used a moment ago", session, at(1), true],
    ["59 minutes idle", session, at(59), true],
    ["60 minutes idle", session, at(60), false],
    ["past its absolute end however busy", { ...session, lastSeenAt: at(89) }, at(90), false],
    ["one minute before the absolute end", { ...session, lastSeenAt: at(80) }, at(89), true],
    ["revoked", { ...session, revokedAt: at(0) }, at(1), false],
  ])("%s", (_name, given, now, alive) => {
    expect(isSessionAlive(given, now)).toBe(alive);
  });
});

describe("O6 demo sign-in is for this machine only", () => {
  it.each([
    ["localhost:3000", "localhost:3000", true],
    ["127.0.0.1:3000", "localhost:3000", true],
    ["[::1]:3000", "[::1]:3000", true],
    ["localhost:3000", "console.example.com", false],
    ["console.example.com", "localhost:3000", false],
    ["localhost:3000", "localhost.evil.example", false],
    ["localhost:3000", "127.0.0.1.evil.example", false],
    ["localhost:3000", "", false],
  ])("public %s asked as %s: %s", (publicHost, requestHost, open) => {
    expect(isDemoOpen({ demo: true, publicHost, requestHost })).toBe(open);
    expect(isDemoOpen({ demo: false, publicHost, requestHost })).toBe(false);
  });
});

describe("O6 passwords and addresses", () => {
  const about = { email: "marta.nowak@firm.example", name: "Marta Nowak" };
  it.each([
    ["aaaaaaaaaaaaaa", false],
    ["marta.nowak@firm.example", false],
    ["MartaNowakMarta1", false],
    ["Countersign2026", false],
    ["abcdefghijklm", false],
    ["the kettle sings at six", true],
    ["zcX93 marta lamp", true],
  ])("%s", (password, good) => {
    expect(weaknessOf(password, about) === null).toBe(good);
  });

  it("reads two spellings of an address as one, and refuses what is none", () => {
    expect(emailSchema.parse("  Marta.Nowak@FIRM.example ")).toBe("marta.nowak@firm.example");
    expect(emailSchema.parse("ｍarta@firm.example")).toBe("marta@firm.example");
    expect(emailSchema.safeParse("marta@localhost").success).toBe(false);
  });

  it("records no password that was typed where the address belongs", () => {
    expect(recordableEmail("the kettle sings at six")).toBe("not an address");
    expect(recordableEmail("Marta@Firm.example")).toBe("marta@firm.example");
  });
});
