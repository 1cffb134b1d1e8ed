import { NextRequest } from "next/server";
import { describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { testDatabase } from "@/lib/testing/database";
import { handleAuth } from "./handler";

testDatabase();

const SITE = "http://localhost:3000";

function post(path: string, headers: Record<string, string>, body = "") {
  const request = new NextRequest(`${SITE}/api/auth/${path}`, {
    method: "POST",
    headers: { host: "localhost:3000", "content-type": "application/x-www-form-urlencoded", ...headers },
    body,
  });
  return handleAuth(request, { params: Promise.resolve({ nextauth: path.split("/") }) }, []);
}

describe("O5 sign-in and sign-out are writes like any other", () => {
  it.each([
    ["no Origin", {}],
    ["a foreign Origin", { origin: "https://evil.example" }],
    ["an opaque Origin", { origin: "null" }],
  ])("are refused with %s before anything is counted or recorded", async (_what, headers) => {
    for (const path of ["callback/password", "callback/demo", "signin/oidc", "signout", "session"]) {
      const answer = await post(path, headers, "email=marta@norvik.example&password=guess");
      expect(answer.status, path).toBe(403);
      expect(await answer.json()).toMatchObject({ code: "forbidden" });
    }
    expect(await db().auditEvent.count()).toBe(0);
  });
});

describe("P3 strangers write nothing into the operational log", () => {
  it("has no door for a browser's own log lines", async () => {
    const answer = await post("_log", { origin: SITE }, "level=error&code=INVENTED");
    expect(answer.status).toBe(404);
  });
});
