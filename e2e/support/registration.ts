import { expect, type Page } from "@playwright/test";

export interface Registration {
  name: string;
  tier: "Low" | "Moderate" | "High" | "Critical";
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
  await page.getByRole("group", { name: "Data it reads" }).getByRole("checkbox", { name: "Internal" }).click();
  await page.getByRole("radio", { name: "Suggests, people act" }).click();
  await page.getByRole("radio", { name: "Internal only" }).click();
  await page.getByRole("radio", { name: new RegExp(`^${tier}`) }).click();
  await page.getByRole("textbox", { name: "Reason for the tier" }).fill("It decides the order of payments.");
  await choosePerson(page, "Technical owner", owner);
  await choosePerson(page, "Business sponsor", sponsor);
  await page.getByRole("button", { name: "Save the draft" }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
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
