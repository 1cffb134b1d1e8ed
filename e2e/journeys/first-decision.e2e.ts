import { expect, type Page, test } from "@playwright/test";
import { pageAs } from "../support/people";
import { draftAgent, takeStep } from "../support/registration";

test.describe.configure({ timeout: 120_000 });

const SERVER = "Ledger";
const TOOL = {
  name: "read_entry",
  description: "Returns one entry of the ledger.",
  inputSchema: { type: "object", properties: { entry: { type: "string", description: "Entry number" } } },
};

/** The way of docs/decisions.md, in the console and with nothing but HTTP. */
test("Z4 Z6 I2 from a new agent to its first explained decision", async ({ browser }) => {
  const name = `Ledger reader ${Date.now().toString(36)}`;
  const owner = await pageAs(browser, "owner");
  await draftAgent(owner, { name, tier: "Low", owner: "Marta Nowak", sponsor: "Sofia Lindqvist" });
  const agentId = /agt_[0-9a-z]+/.exec(owner.url())?.[0] ?? "";
  await addTool(owner, agentId);
  await owner.goto(`/agents/${agentId}`);
  await takeStep(owner, "Register");
  await takeStep(owner, "Activate");

  const target = new URLSearchParams({ agent: agentId, server: SERVER, tool: TOOL.name });
  await owner.goto(`/entitlements/new?${target}`);
  await owner.getByRole("textbox", { name: "What it is needed for" }).fill("It answers questions about entries.");
  await owner.getByRole("button", { name: "Ask for it" }).click();
  await owner.waitForURL(/\/entitlements\/ent_/);
  const compliance = await pageAs(browser, "compliance");
  await compliance.goto(owner.url());
  await compliance.getByRole("button", { name: "Approve…" }).click();
  await compliance.getByRole("dialog").getByRole("button", { name: "Approve", exact: true }).click();
  await expect(compliance.getByRole("dialog")).toHaveCount(0);

  const { instanceId, secret } = await issueSecret(owner, agentId);
  const door = process.env.API_URL ?? "http://localhost:3001";
  const got = await fetch(`${door}/oauth/token`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`${instanceId}:${secret}`)}` },
    body: new URLSearchParams({ grant_type: "client_credentials" }),
  });
  expect(got.status).toBe(200);
  const { access_token: token } = await got.json();
  const asked = await fetch(`${door}/access/v1/evaluation`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({
      subject: { type: "agent", id: agentId },
      action: { name: "call" },
      resource: { type: "tool", id: `${SERVER}/${TOOL.name}`, properties: { arguments: { entry: "R-7" } } },
      context: { workflow: { request: "Read me entry R-7" }, can_do: ["mask"] },
    }),
  });
  const answer = await asked.json();
  expect(answer).toMatchObject({ decision: true, context: { outcome: "allow", reason: "granted" } });

  await owner.goto(new URL(answer.context.why).pathname);
  await expect(owner.getByRole("heading", { level: 1, name: TOOL.name })).toBeVisible();
  await expect(owner.getByRole("link", { name: "Inês Carvalho" }).first()).toBeVisible();
  await expect(owner.getByText("Stated by the person")).toBeVisible();
});

async function addTool(page: Page, agentId: string): Promise<void> {
  await page.goto(`/agents/${agentId}?tab=tools`);
  await page.getByRole("main").getByRole("button", { name: "Add tools" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Server").fill(SERVER);
  await dialog.getByLabel("Answer to tools/list").fill(JSON.stringify({ tools: [TOOL] }));
  await dialog.getByRole("button", { name: "Add tools" }).click();
  await expect(dialog).toHaveCount(0);
  await page.getByRole("link", { name: TOOL.name }).first().focus();
  await page.keyboard.press("a");
  await dialog.getByRole("button", { name: "Accept", exact: true }).click();
  await expect(dialog).toHaveCount(0);
}

async function issueSecret(page: Page, agentId: string): Promise<{ instanceId: string; secret: string }> {
  await page.goto(`/agents/${agentId}?tab=identity`);
  await page.getByRole("button", { name: "Set up an instance" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("first");
  await dialog.getByRole("button", { name: "Set it up" }).click();
  await expect(dialog).toHaveCount(0);
  await page.getByRole("button", { name: "Issue a credential" }).first().click();
  await dialog.getByRole("radio", { name: /^Secret/ }).click();
  await dialog.getByLabel("Why a secret").fill("A first try with curl.");
  await dialog.getByRole("button", { name: "Issue it" }).click();
  const secret = (await dialog.getByText(/^csk_/).textContent()) ?? "";
  await dialog.getByRole("checkbox", { name: /^I have stored it/ }).check();
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(dialog).toHaveCount(0);
  const instanceId = /ins_[0-9a-z]{26}/.exec(await page.content())?.[0] ?? "";
  return { instanceId, secret };
}
