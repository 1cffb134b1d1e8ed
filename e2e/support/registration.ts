import { expect, type Page } from "@playwright/test";

export interface Registration {
  name: string;
  /** What its facts are meant to come to: low or high. */
  tier: "Low" | "High";
  owner: string;
  sponsor: string;
}

/** Drafts an agent whose registration lacks nothing; ends on its page. */
export async function draftAgent(page: Page, { name, tier, owner, sponsor }: Registration): Promise<void> {
  await page.goto("/agents/new");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill(name);
  await page.getByRole("textbox", { name: "Purpose" }).fill("Proposes which carrier invoices are paid first.");
  await page.getByRole("textbox", { name: "Provider" }).fill("Anthropic");
  await page.getByRole("textbox", { name: "Systems it reaches" }).fill("SAP");
  await stateFacts(page, tier);
  await choosePerson(page, "Technical owner", owner);
  await choosePerson(page, "Business sponsor", sponsor);
  await page.getByRole("button", { name: "Save the draft" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
}

/** Answers that come to the tier, and what that tier asks to be stated before the agent may act. */
async function stateFacts(page: Page, tier: Registration["tier"]): Promise<void> {
  const high = tier === "High";
  const reads = page.getByRole("group", { name: "Data it reads" });
  for (const name of high ? ["Secrets", "Payment", "Personal", "Health"] : ["Internal"]) {
    await reads.getByRole("checkbox", { name }).click();
  }
  await page.getByRole("radio", { name: high ? "Acts after approval" : "Suggests, people act" }).click();
  await page.getByRole("radio", { name: high ? "Public" : "Internal only" }).click();
  if (high) {
    await page.getByRole("textbox", { name: "Authority" }).fill("Resolution 14 of the finance committee");
    await page.getByRole("textbox", { name: "Prompt hash" }).fill("sha256:4be1c0de");
    await page.getByRole("textbox", { name: "Image digest" }).fill("sha256:77f0a91b");
  }
  await expect(page.getByRole("complementary", { name: "Risk tier" }).getByRole("status")).toHaveText(tier);
}

async function choosePerson(page: Page, field: string, person: string): Promise<void> {
  await page.getByRole("combobox", { name: field }).fill(person);
  await page.getByRole("option", { name: new RegExp(person) }).click();
}

/** Takes a step of the lifecycle on an agent's page. */
export async function takeStep(page: Page, verb: "Register" | "Activate"): Promise<void> {
  await page.getByRole("main").getByRole("button", { name: verb, exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: verb, exact: true }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
}
