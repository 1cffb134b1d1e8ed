import { expect, test } from "@playwright/test";
import { pageAs } from "../support/people";
import { draftAgent, takeStep } from "../support/registration";

test("O5 an auditor reads everything and finds no button that changes an agent", async ({ browser }) => {
  const page = await pageAs(browser, "auditor");
  await page.goto("/agents?status=active");
  await expect(page.getByRole("table", { name: "agents" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Register an agent" })).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Import", exact: true })).toHaveCount(0);
  await expect(page.getByRole("checkbox", { name: /^Select/ })).toHaveCount(0);
  await page.locator("[data-row-link]").first().click();
  await page.waitForURL(/\/agents\/agt_/);
  for (const verb of ["Edit", "More", "Suspend", "Register", "Activate"]) {
    await expect(page.getByRole("main").getByRole("button", { name: verb, exact: true })).toHaveCount(0);
    await expect(page.getByRole("main").getByRole("link", { name: verb, exact: true })).toHaveCount(0);
  }
});

test("O5 an auditor's direct request is refused, with and without our origin", async ({ browser, baseURL }) => {
  const page = await pageAs(browser, "auditor");
  await page.goto("/agents");
  const form = () => ({
    multipart: {
      environment: "production",
      file: { name: "a.csv", mimeType: "text/csv", buffer: Buffer.from("name\nSmuggled") },
    },
  });
  const own = await page.request.post("/api/imports", {
    ...form(),
    headers: { origin: new URL(baseURL ?? "").origin },
  });
  expect(own.status()).toBe(403);
  expect(await own.json()).toMatchObject({ code: "forbidden" });
  const foreign = await page.request.post("/api/imports", {
    ...form(),
    headers: { origin: "https://elsewhere.example" },
  });
  expect(foreign.status()).toBe(403);
  const nobody = await browser.newContext();
  expect((await nobody.request.get(`${baseURL}/api/agents/export`)).status()).toBe(401);
  expect((await nobody.request.get(`${baseURL}/api/agents/people?q=a`)).status()).toBe(401);
});

test("O5 what an owner may not see is not there", async ({ browser }) => {
  const compliance = await pageAs(browser, "compliance");
  await compliance.goto("/agents?q=payroll");
  const href = await compliance.locator("[data-row-link]").first().getAttribute("href");
  const owner = await pageAs(browser, "owner");
  const answer = await owner.goto(href ?? "");
  expect(answer?.status()).toBe(404);
  await owner.goto("/agents?q=payroll");
  await expect(owner.getByRole("heading", { name: "No agents match" })).toBeVisible();
});

test("V2 what is of tier high is activated by somebody else than who registered it", async ({ browser }) => {
  test.setTimeout(60_000);
  const name = `Payment order adviser ${Date.now().toString(36)}`;
  const owner = await pageAs(browser, "owner");
  await draftAgent(owner, { name, tier: "High", owner: "Marta Nowak", sponsor: "Sofia Lindqvist" });
  await takeStep(owner, "Register");
  await expect(owner.getByText(/activated by someone other than/)).toBeVisible();
  await expect(owner.getByRole("button", { name: "Activate", exact: true })).toBeDisabled();

  const compliance = await pageAs(browser, "compliance");
  await compliance.goto(owner.url());
  await takeStep(compliance, "Activate");
  await expect(compliance.getByRole("main").getByRole("button", { name: "Suspend", exact: true })).toBeVisible();
});
