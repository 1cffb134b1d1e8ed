import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { markOf, maskDocument, maskText } from "./index";
import { isMark } from "./kinds";

const SECRET = markOf("secret");
const personal = { personal: true } as const;

describe("L8 secrets in what is kept", () => {
  it.each([
    ["sk-live-abcdefghijklmnop1234", SECRET],
    ["use ghp_abcdefghijklmnopqrstuvwxyz now", `use ${SECRET} now`],
    ["glpat-abcdefghij1234567890", SECRET],
    ["xoxb-123456789012-abcdefGHIJ", SECRET],
    [
      "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX",
      `https://hooks.slack.com/services/${SECRET}`,
    ],
    ["npm_abcdefghijklmnopqrstuvwxyz0123456789", SECRET],
    ["sk-proj-AbCdEf0123456789_-AbCdEf", SECRET],
    ["sk-ant-api03-AbCdEf0123456789_-AbCdEf", SECRET],
    ["eyJhbGciOiJub25l.eyJzdWIiOiIx.sig", SECRET],
    ["postgresql://me:hunter2@host/db", `postgresql://me:${SECRET}@host/db`],
    ["-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----", SECRET],
    ["-----BEGIN RSA PRIVATE KEY-----\nnever ends", SECRET],
    ["aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", `aws_secret_access_key = ${SECRET}`],
    [
      "AccountName=books;AccountKey=Zm9vYmFyYmF6cXV1eA==;Endpoint=x",
      `AccountName=books;AccountKey=${SECRET};Endpoint=x`,
    ],
    ["Authorization: Bearer abcDEF0123456789abcDEF", `Authorization: Bearer ${SECRET}`],
    ["Please pay R-7", "Please pay R-7"],
    ["DE02 1203 0000 0000 2020 51", "DE02 1203 0000 0000 2020 51"],
    ["Bearer abcdefghijklmnopqrstuvwxyz", `Bearer ${SECRET}`],
    ["a basic internationalization of the bearer", null],
    ["a bearer of responsibilities, basic understanding of passwords: please read", null],
  ])("%s", (text, kept) => expect(maskText(text)).toBe(kept ?? text));

  it("are masked by their names, however deep, and say how many they were", () => {
    const given = {
      auth: { apiKey: "k", list: [{ user_password: ["a", 1, null] }] },
      note: "x",
      max_tokens: 512,
      tokens: { input: 1 },
    };
    expect(maskDocument(given)).toEqual({
      value: {
        auth: { apiKey: SECRET, list: [{ user_password: [SECRET, SECRET, null] }] },
        note: "x",
        max_tokens: 512,
        tokens: { input: 1 },
      },
      masked: { secret: 3 },
    });
  });

  it("are masked in names as well, and two that were masked alike stay two", () => {
    const given = { ghp_abcdefghijklmnopqrstuvwxyz: 1, ghp_zyxwvutsrqponmlkjihgfedcba: 2 };
    expect(maskDocument(given).value).toEqual({ [SECRET]: 1, [`${SECRET} 2`]: 2 });
  });
});

describe("L8 personal data in what is kept", () => {
  it.each([
    ["write to marta.nowak+x@harbour.example today", `write to ${markOf("email")} today`],
    ["DE02 1203 0000 0000 2020 51", markOf("iban")],
    ["to NL91ABNA0417164300, thanks", `to ${markOf("iban")}, thanks`],
    ["card 4111 1111 1111 1111 exp 12/29", `card ${markOf("card")} exp 12/29`],
    ["378282246310005", markOf("card")],
    ["call +49 30 901820 or (415) 555-2671", `call ${markOf("phone")} or ${markOf("phone")}`],
    ["ring 020 7946 0958", `ring ${markOf("phone")}`],
    ["01 23 45 67 89", markOf("phone")],
    ["SSN 078-05-1120.", `SSN ${markOf("national_id")}.`],
    ["12345678Z", markOf("national_id")],
    ["RSSMRA85T10A562S", markOf("national_id")],
    ["111.444.777-35", markOf("national_id")],
  ])("%s", (text, kept) => expect(maskText(text, personal)).toBe(kept));

  it("is left to see where only secrets are asked for, and addresses where nobody asks for them", () => {
    const text = "marta@harbour.example from 10.0.0.12";
    expect(maskText(text)).toBe(text);
    expect(maskText(text, personal)).toBe(`${markOf("email")} from 10.0.0.12`);
    expect(maskText(text, { addresses: true })).toBe(`marta@harbour.example from ${markOf("ip")}`);
  });

  it.each([
    "order 4000123412341235",
    "2026-11-21 09:30:12",
    "21.11.2026",
    "0190b6d2-7c11-7a3e-9f00-5d2f6a1b9c33",
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "1763719200000",
    "1763719200000000000",
    "INV-2026-004177",
    "v10.4.2",
    "EUR 1,840,000.00",
    "PO 123-456-7890",
    "agt_01jd3k2m9x000000000000000",
    "12345678A",
    "DE02 1203 0000 0000 2020 52",
    "4111 1111 1111 1112",
    "ratio 0.123456789",
    "AB12 3456",
    "lines 100-200-3000",
    "1,234,567,890",
  ])("%s is nobody's", (text) => expect(maskText(text, personal)).toBe(text));
});

const hostile = [
  "a",
  "a@",
  "@a.",
  "1",
  "1 ",
  "+1",
  "-----BEGIN PRIVATE KEY-----",
  "://a:",
  "eyJ",
  "password=",
  "sk-",
  "DE02 ",
  "0 1",
  "Bearer ",
  "::1",
  "x.",
  `${"0".repeat(15)}-`,
  "%40a.",
  "?key=",
  "--token ",
  " -u a:",
  "cookie:a=",
  "authorization: token ",
  "token='",
  'token\\"=\\"',
  "\u00a01",
  "LS0tLS1CRUdJTi",
  "AKIAIOSFODNN7EXAMPLE ",
  "eyJ-eyJ-.",
];

describe("L8 hostile texts", () => {
  it.each(hostile)("a megabyte of %j is read in proportion to its size", (unit) => {
    const [small, large] = [100_000, 1_000_000].map((size) => unit.repeat(size / unit.length));
    const spent = (text = "") => {
      const began = process.cpuUsage();
      maskText(text, { personal: true, addresses: true });
      const { user, system } = process.cpuUsage(began);
      return (user + system) / 1_000;
    };
    spent(small);
    // Ten times the text takes about ten times as long; looking again and again would take a hundred times.
    expect(spent(large)).toBeLessThan(40 * Math.max(spent(small), 25));
  });

  it("nesting and size are bounded, and what was not read is not let through", () => {
    let deep: object = { secret: "s3cret" };
    for (let at = 0; at < 1_000; at++) deep = { deep };
    expect(JSON.stringify(maskDocument(deep as never).value)).not.toContain("s3cret");
    expect(maskDocument(deep as never).masked).toEqual({ unread: 1 });
    const wide = Array.from({ length: 60_000 }, () => ({ token: "t0ken" }));
    expect(JSON.stringify(maskDocument(wide).value)).not.toContain("t0ken");
  });
});

const bits = fc.constantFrom(
  "marta@harbour.example",
  "4111111111111111",
  "+49 30 901820",
  "DE02120300000000202051",
  "078-05-1120",
  "ghp_abcdefghijklmnopqrstuvwxyz",
  "password=",
  "12345678Z",
  " ",
  "-",
  ".",
  "/",
  "@",
  ":",
  "://a:",
  "0",
  "1",
  "9",
  "x",
  "A",
  "'",
  "=",
  "[masked: secret]",
  "[masked: ",
  "]",
  "é",
);
const text = fc.array(fc.oneof(bits, fc.string({ maxLength: 6 })), { maxLength: 14 }).map((parts) => parts.join(""));
const all = { personal: true, addresses: true };

describe("L8 masking", () => {
  it("changes nothing the second time", () => {
    fc.assert(
      fc.property(text, (given) => {
        const once = maskText(given, all);
        expect(maskText(once, all)).toBe(once);
      }),
      { numRuns: 3_000 },
    );
    fc.assert(
      fc.property(fc.jsonValue(), text, (given, key) => {
        const once = maskDocument({ [key]: given, token: given } as never, all);
        expect(maskDocument(once.value, all)).toEqual({ value: once.value, masked: {} });
      }),
    );
  });

  it("leaves what holds nothing as it is, and gives back the very same value", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("pay", "the", "invoice", "R-7", "42", "ok", "été", "Hansa")), (words) => {
        const given = { note: words.join(" "), list: words, at: 3 };
        const { value, masked } = maskDocument(given, all);
        expect(value).toBe(given);
        expect(masked).toEqual({});
      }),
    );
  });

  it("a mark is no more than a mark", () => {
    for (const given of ["[masked: secret]", "[masked: card number]"]) expect(isMark(given)).toBe(true);
    expect(isMark("[masked: secret] hunter2")).toBe(false);
  });
});
