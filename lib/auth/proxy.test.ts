import { NextRequest } from "next/server";
import { describe, expect, it } from "vitest";
import { proxy } from "@/proxy";

// Every test of a refusal in this repository calls verbs and never this file: they pass with it removed. What is left to
// show is that it refuses and admits nobody itself.
describe("O5 the proxy file sets headers and decides nothing", () => {
  it.each(["/inbox", "/agents", "/api/agents/export", "/sign-in", "/people?q=x"])(
    "lets %s through, whoever asks and whatever cookie they show",
    (path) => {
      for (const cookie of ["", "next-auth.session-token=forged", "__Host-countersign=forged"]) {
        const response = proxy(new NextRequest(`http://localhost:3000${path}`, { headers: { cookie } }));
        expect([response.status, response.headers.get("location")]).toEqual([200, null]);
        expect(response.headers.get("x-middleware-next")).toBe("1");
        expect(response.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
      }
    },
  );

  it("gives each answer a nonce of its own", () => {
    const nonces = Array.from({ length: 50 }, () =>
      proxy(new NextRequest("http://localhost:3000/inbox"))
        .headers.get("content-security-policy")
        ?.match(/'nonce-([^']+)'/)
        ?.at(1),
    );
    expect(new Set(nonces).size).toBe(50);
  });
});
