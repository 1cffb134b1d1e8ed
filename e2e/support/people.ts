import type { Browser, BrowserContext, Page } from "@playwright/test";
import type { Role } from "@/lib/context";
import { DEMO_PEOPLE } from "@/prisma/seed/people";

type StorageState = Awaited<ReturnType<BrowserContext["storageState"]>>;

/** Sessions of this run, so that a person signs in once and not before every test. */
const sessions = new Map<Role, StorageState>();

/** The named person of the demo organisation who holds `role`. */
export function personOf(role: Role): (typeof DEMO_PEOPLE)[number] {
  const person = DEMO_PEOPLE.find((one) => one.role === role);
  if (!person) throw new Error(`The demo organisation shows nobody with the role ${role}`);
  return person;
}

/** A browser of its own, signed in as the demo person of that role. */
export async function pageAs(
  browser: Browser,
  role: Role,
  options: Parameters<Browser["newContext"]>[0] = {},
): Promise<Page> {
  const known = sessions.get(role);
  const context = await browser.newContext({ ...options, ...(known ? { storageState: known } : {}) });
  const page = await context.newPage();
  if (!known) {
    await page.goto("/sign-in");
    await page.getByRole("button", { name: new RegExp(personOf(role).name) }).click();
    await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
    sessions.set(role, await context.storageState());
  }
  return page;
}

/** The same with a sign-in of its own, minutes ago as enrolling a passkey asks for, at that page. */
export async function freshPageAs(browser: Browser, role: Role, path: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(`/sign-in?to=${path}`);
  await page.getByRole("button", { name: new RegExp(personOf(role).name) }).click();
  await page.waitForURL(({ pathname }) => pathname === path);
  return page;
}
