import { expect, test } from "@playwright/test";
import { pageAs } from "../support/people";

// A write that a foreign page sends with the reader's cookie must fail; so must one that names no origin at all.
for (const [what, headers] of [
  ["without an Origin", {}],
  ["from another site", { origin: "https://evil.example" }],
  ["from an opaque origin", { origin: "null" }],
] as const) {
  test(`O5 a write ${what} is refused, and nothing is written`, async ({ browser, baseURL }) => {
    const page = await pageAs(browser, "compliance");
    const cookies = await page.context().cookies();
    const answer = await fetch(`${baseURL}/api/imports`, {
      method: "POST",
      headers: { ...headers, cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; ") },
      body: new FormData(),
    });
    expect(answer.status).toBe(403);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
    expect(await answer.json()).toMatchObject({ status: 403, detail: expect.stringContaining("another site") });
  });
}

test("O5 without a session every API answers 401, and every page leads to the sign-in page", async ({
  browser,
  baseURL,
}) => {
  for (const path of ["/api/agents/export", "/api/agents/people", "/api/palette?q=a", "/api/audit/export?format=csv"]) {
    expect((await fetch(`${baseURL}${path}`)).status, path).toBe(401);
  }
  const page = await browser.newPage();
  for (const path of [
    "/inbox",
    "/agents",
    "/agents/new",
    "/imports",
    "/imports/new",
    "/audit",
    "/people",
    "/settings",
  ]) {
    await page.goto(path);
    await expect(page).toHaveURL(/\/sign-in/);
  }
});

test("O5 an answer to a signed-in person is stored nowhere and framed by nobody", async ({ browser }) => {
  const page = await pageAs(browser, "admin");
  const answer = await page.goto("/people");
  const headers = answer?.headers() ?? {};
  expect(headers["cache-control"]).toContain("no-store");
  expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
  expect(headers["content-security-policy"]).not.toContain("unsafe-eval");
  expect(headers["x-content-type-options"]).toBe("nosniff");
});
