import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hasDuplicateMembers, isCanonicalBase64url, JwtFault, readJwt } from "./strict-jwt";

const part = (text: string) => Buffer.from(text).toString("base64url");
const jwt = (claims: unknown, header: unknown = { alg: "ES256" }) =>
  `${part(JSON.stringify(header))}.${part(JSON.stringify(claims))}.AAAA`;
const any = { typ: [null] };

describe("I3 a token has one reading", () => {
  test("base64url has one spelling for each run of bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), (bytes) => {
        expect(isCanonicalBase64url(Buffer.from(bytes).toString("base64url"))).toBe(true);
      }),
    );
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 40 }), (text) => {
        const read = Buffer.from(text, "base64url").toString("base64url") === text;
        expect(isCanonicalBase64url(text)).toBe(read);
      }),
    );
  });

  test("what JSON writes has no member twice, at whatever depth", () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => !hasDuplicateMembers(JSON.stringify(value))));
    fc.assert(fc.property(fc.jsonValue(), (value) => !hasDuplicateMembers(JSON.stringify(value, null, 2))));
  });

  test("a member that comes twice is found wherever it stands and however it is escaped", () => {
    const name = fc.string({ maxLength: 6 });
    fc.assert(
      fc.property(name, fc.jsonValue(), fc.jsonValue(), fc.boolean(), fc.nat(4), (key, one, two, escaped, depth) => {
        const units = Array.from({ length: key.length }, (_, at) => key.charCodeAt(at).toString(16).padStart(4, "0"));
        const again = escaped ? `"${units.map((unit) => `\\u${unit}`).join("")}"` : JSON.stringify(key);
        const doubled = `{${JSON.stringify(key)}:${JSON.stringify(one)}, ${again} :${JSON.stringify(two)}}`;
        const nested = `${'[{"a":'.repeat(depth)}${doubled}${"}]".repeat(depth)}`;
        expect(() => JSON.parse(nested)).not.toThrow();
        expect(hasDuplicateMembers(nested)).toBe(true);
      }),
    );
  });

  test("texts that look like members are none", () => {
    expect(hasDuplicateMembers('{"a":"b","b":"\\"a\\":1,\\"a\\":2"}')).toBe(false);
    expect(hasDuplicateMembers('["a","a",{"a":1},{"a":1}]')).toBe(false);
    expect(hasDuplicateMembers('{"__proto__":1,"__proto__":2}')).toBe(true);
  });

  test("whatever is thrown at it, it answers with a fault of its own or with what JSON says", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        expect(() => readJwt(text, any)).toThrow(JwtFault);
      }),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue()), (claims) => {
        try {
          expect(readJwt(jwt(claims), any).claims).toEqual(JSON.parse(JSON.stringify(claims)));
        } catch (error) {
          if (!(error instanceof JwtFault)) throw error;
          expect(["claims", "too_large"]).toContain(error.reason);
        }
      }),
    );
  });

  test("changing any one character of it changes what is read, or is refused", () => {
    const token = jwt({ sub: "ins_a", aud: "https://door.example.test", exp: 1 });
    const dots = token.lastIndexOf(".");
    fc.assert(
      fc.property(fc.nat(dots - 1), fc.constantFrom(..."AZaz09-_=. \n+/"), (at, character) => {
        if (token[at] === character) return;
        const changed = token.slice(0, at) + character + token.slice(at + 1);
        try {
          const { header, claims } = readJwt(changed, any);
          expect({ header, claims }).not.toEqual({ header: { alg: "ES256" }, claims: readJwt(token, any).claims });
        } catch (error) {
          if (!(error instanceof JwtFault)) throw error;
        }
      }),
    );
  });
});
