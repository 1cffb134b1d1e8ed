import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Refusal } from "../setup/refusal.mjs";
import { isLoopback, readSettings, secretFault } from "./settings";

const SECRET = "q3Zt8LmX0vKc5RbY7nHd2WfJ6sPg4TeA";
const DATABASE = "postgresql://countersign:pw@db.example.com:5432/countersign";

describe("P1 settings of a run", () => {
  test("nothing set: the demo on the embedded database, on this machine only", () => {
    expect(readSettings({}, "/srv/countersign")).toEqual({
      dataDir: "/srv/countersign/.data",
      host: "127.0.0.1",
      port: 3000,
      apiPort: 3001,
      demo: true,
      databaseUrl: null,
      secret: null,
      consoleUrl: "http://localhost:3000",
      apiUrl: "http://localhost:3001",
    });
  });

  test("a database of one's own is no demo", () => {
    const settings = readSettings({ DATABASE_URL: DATABASE, COUNTERSIGN_SECRET: SECRET }, "/srv");
    expect(settings).toMatchObject({ demo: false, databaseUrl: DATABASE, secret: SECRET });
  });

  test.each([
    ["PORT that is no port", { PORT: "80a" }, /^PORT is "80a"/],
    ["PORT out of range", { PORT: "65536" }, /^PORT is "65536"/],
    ["API_PORT that is PORT", { PORT: "4000", API_PORT: "4000" }, /both 4000/],
    ["API_PORT that is the usual PORT", { API_PORT: "3000" }, /both 3000/],
    ["a switch that is neither", { COUNTERSIGN_DEMO: "yes" }, /must be 0 or 1/],
    ["the demo on every address", { COUNTERSIGN_HOST: "0.0.0.0" }, /this machine only/],
    ["the demo behind a public name", { COUNTERSIGN_URL: "https://agents.example.com" }, /this machine only/],
    ["the demo on a name that begins like loopback", { COUNTERSIGN_HOST: "127.0.0.1.example.com" }, /machine only/],
    ["a database of another kind", { DATABASE_URL: "mysql://u:pw@h/d" }, /^DATABASE_URL must look like/],
    [
      "a database without a name",
      { DATABASE_URL: "postgresql://u:pw@h", COUNTERSIGN_SECRET: SECRET },
      /must look like/,
    ],
    ["no secret beside a database of one's own", { DATABASE_URL: DATABASE }, /^COUNTERSIGN_SECRET is missing/],
    ["a short secret", { COUNTERSIGN_SECRET: "hunter2" }, /7 characters and needs at least 32/],
    ["a secret of one letter", { COUNTERSIGN_SECRET: "a".repeat(64) }, /repeats too few/],
    ["an address that is none", { COUNTERSIGN_URL: "countersign" }, /^COUNTERSIGN_URL is "countersign"/],
  ])("%s is refused in one sentence", (_what, variables, sentence) => {
    const refusal = thrownBy(() => readSettings(variables, "/srv"));
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal.message).toMatch(sentence);
    expect(refusal.message).not.toContain("\n");
    expect(refusal.message).not.toMatch(/pw@|hunter2/);
  });

  test("without the demo, any address and name will do", () => {
    const settings = readSettings(
      { COUNTERSIGN_DEMO: "0", COUNTERSIGN_HOST: "0.0.0.0", COUNTERSIGN_URL: "https://agents.example.com/" },
      "/srv",
    );
    expect(settings).toMatchObject({ host: "0.0.0.0", consoleUrl: "https://agents.example.com" });
  });

  test("no IPv4 address outside 127/8 is loopback, and every one inside is", () => {
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(byte, byte, byte, byte, (a, b, c, d) => {
        expect(isLoopback(`${a}.${b}.${c}.${d}`)).toBe(a === 127);
      }),
    );
  });

  test("no secret under 32 characters passes", () => {
    fc.assert(fc.property(fc.string({ maxLength: 31 }), (secret) => secretFault(secret) !== null));
    expect(secretFault(SECRET)).toBeNull();
  });
});

function thrownBy(work: () => unknown): Error {
  try {
    work();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error("nothing was thrown");
}
