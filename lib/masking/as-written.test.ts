import { describe, expect, it } from "vitest";
import { markOf, maskDocument, maskText } from "./index";

const SECRET = markOf("secret");
const personal = { personal: true } as const;
const nb = "\u00a0";
const CARD = markOf("card");

describe("L8 secrets as people and programs really write them", () => {
  it.each([
    ["https://user:p@ss@host/x", `https://user:${SECRET}@host/x`],
    ["https://0123456789abcdef0123456789abcdef01234567@host/x", `https://${SECRET}@host/x`],
    ["https://blob/c?sv=1&sig=abc%2Bdefghi1234567890XYZ%3D", `https://blob/c?sv=1&sig=${SECRET}`],
    ["https://h/cb?code=4%2F0AX4XfWhQ1234567890abcDEF&state=1", `https://h/cb?code=${SECRET}&state=1`],
    ["https://h/?X-Amz-Signature=fe5f80f77d5fa3beca038a248ff027d0", `https://h/?X-Amz-Signature=${SECRET}`],
    ["password='correct horse battery 9'", `password='${SECRET}'`],
    ['{"password": "hunter two"}', `{"password": "${SECRET}"}`],
    [String.raw`{\"password\": \"hunter2\"}`, String.raw`{\"password\": \"${SECRET}\"}`],
    ["mysql --password hunter2 -h db", `mysql --password ${SECRET} -h db`],
    ["curl -u marta:hunter2 https://x", `curl -u marta:${SECRET} https://x`],
    ["Cookie: sid=abcdef1234; x=1", `Cookie: ${SECRET}`],
    ["Authorization: Token abcdef0123", `Authorization: Token ${SECRET}`],
    ["Authorization: Basic dTpw", `Authorization: Basic ${SECRET}`],
    ["user=sa;password=abc;encrypt=true", `user=sa;password=${SECRET};encrypt=true`],
    ["eyJhbGciOiJkaXIifQ..48V1_ALb6US04U3b.5eym8TW_c8S.XFBoMYUZ", SECRET],
    [`key: ${Buffer.from("-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKC").toString("base64")}`, `key: ${SECRET}`],
    [
      `certificate: ${Buffer.from("-----BEGIN CERTIFICATE-----\nMIIEpAIBAAKC").toString("base64")}`,
      `certificate: ${Buffer.from("-----BEGIN CERTIFICATE-----\nMIIEpAIBAAKC").toString("base64")}`,
    ],
    ["AKIAIOSFODNN7EXAMPLE wJalrXUtnFEMI/K7MDENG1bPxRfiCYEXAMPLEKEY", `${SECRET} ${SECRET}`],
    ["run it with --token to sign in", "run it with --token to sign in"],
    ["https://h/search?code=books&key=title", "https://h/search?code=books&key=title"],
    ["the cookie: it is made with butter", "the cookie: it is made with butter"],
    ["authorization: required before payment", "authorization: required before payment"],
  ])("%s", (text, kept) => expect(maskText(text)).toBe(kept));

  it("are found by the name beside the value, by the word before it, and line by line", () => {
    const given = {
      headers: [
        { name: "Authorization", value: "Basic dTpw" },
        { name: "Accept", value: "text/html" },
      ],
      env: [{ key: "DB_PASSWORD", value: 12 }],
      argv: ["mysql", "--password", "hunter2", "-h", "db"],
      rawHeaders: ["Authorization", "Token abc", "Accept", "*/*"],
      pairs: [["cookie", "sid=1"]],
      file: ["-----BEGIN PRIVATE KEY-----", "MIIEvQIBADANBg", "-----END PRIVATE KEY-----", "listen 80"],
      form: { pass: "hunter", pin: 1234, cvv: "123", otp: "123456" },
      tests: { pass: 12, fail: 1 },
      checks: { lint: "pass", pass: "true" },
    };
    expect(maskDocument(given).value).toEqual({
      headers: [
        { name: "Authorization", value: SECRET },
        { name: "Accept", value: "text/html" },
      ],
      env: [{ key: "DB_PASSWORD", value: SECRET }],
      argv: ["mysql", "--password", SECRET, "-h", "db"],
      rawHeaders: ["Authorization", SECRET, "Accept", "*/*"],
      pairs: [["cookie", SECRET]],
      file: [SECRET, SECRET, SECRET, "listen 80"],
      form: { pass: SECRET, pin: SECRET, cvv: SECRET, otp: SECRET },
      tests: { pass: 12, fail: 1 },
      checks: { lint: "pass", pass: "true" },
    });
    expect(maskDocument(maskDocument(given).value).masked).toEqual({});
  });
});

describe("L8 numbers of people as they are copied", () => {
  it.each([
    [`card 4111${nb}1111${nb}1111${nb}1111`, `card ${CARD}`],
    ["4111\u20111111\u20111111\u20111111", CARD],
    ["4111\u200b1111\u200b1111\u200b1111", CARD],
    ["\uff14\uff11\uff11\uff11 1111 1111 1111", CARD],
    [`DE02${nb}1203${nb}0000${nb}0000${nb}2020${nb}51`, markOf("iban")],
    [`+49${nb}30${nb}901820`, markOf("phone")],
    ["/cards/4111111111111111/charge", `/cards/${CARD}/charge`],
    ["card_4111111111111111", `card_${CARD}`],
    ["4111111111111111/2029", `${CARD}/2029`],
    ["https://h/?email=marta%40harbour.example", `https://h/?email=${markOf("email")}`],
    [`a${nb}b \u2013 c`, `a${nb}b \u2013 c`],
  ])("%s", (text, kept) => expect(maskText(text, personal)).toBe(kept));

  it("are numbers without quotes as well", () => {
    const given = { card: 4111111111111111, ssn: 78051120, phone: 4930901820, at: 1763719200000, cents: 184000000 };
    const [id, phone] = [markOf("national_id"), markOf("phone")];
    expect(maskDocument(given, personal).value).toEqual({ ...given, card: CARD, ssn: id, phone });
  });
});
