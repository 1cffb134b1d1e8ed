import { expect, type Page, test } from "@playwright/test";
import { expectAccessible, expectNoSideScroll } from "../support/axe";
import { pageAs } from "../support/people";

const MOST_CLICKS = 5;
const SEARCH = 'outcome:refused kind:decision tool:"Treasury gateway/propose_payment"';
/** What the log says of a call that names an approval which nobody gave. */
const DENIED = /approval.refused/i;
const STOPS = { Policy: "/policies", Grant: "/entitlements/", Certification: "/campaigns/", Approval: "/approvals/" };

test("Z6 from a refused call to its policy, grant, certification, approval and proof in at most five clicks", async ({
  browser,
}) => {
  const page = await pageAs(browser, "auditor");
  const id = await refusedCall(page);

  let clicks = 0;
  const click = async (target: ReturnType<Page["locator"]>) => {
    clicks++;
    await target.click();
  };
  await click(page.locator(`[data-timeline] a[href*="event=${id}"]`));
  await click(page.getByRole("dialog", { name: "Event" }).getByRole("link", { name: "Why it was decided so" }));
  const way = page.getByRole("list", { name: "From the call to its proof" });
  await expect(way).toBeVisible();
  for (const [stop, place] of Object.entries(STOPS)) {
    await stopOf(page, stop).locator(`a[href^="${place}"]`).first().click();
    await expect(page, stop).toHaveURL(({ pathname }) => pathname.startsWith(place));
    await expect(page.getByRole("heading", { level: 1 }), stop).toBeVisible();
    await expect(page, stop).not.toHaveTitle(/Not found|Why/);
    await page.goBack();
    await expect(way).toBeVisible();
  }
  await click(way.getByRole("button", { name: "Check it in this browser" }));
  await expect(way.getByText("The root is signed with the log's key")).toBeVisible();
  await expect(way.getByText("Failed:")).toHaveCount(0);

  console.log(`From the refused call to its proof: ${clicks} clicks`);
  expect(clicks).toBeLessThanOrEqual(MOST_CLICKS);
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 800 });
  await expectNoSideScroll(page);
});

/** One stop of the way, as it is read: the line under its heading. */
function stopOf(page: Page, title: string) {
  const line = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: title, exact: true }) });
  return page.getByRole("list", { name: "From the call to its proof" }).locator(line);
}

/** The newest call whose approval had been denied: as a reader finds it, by what the search language says. */
async function refusedCall(page: Page): Promise<string> {
  await page.goto(`/audit?q=${encodeURIComponent(SEARCH)}`);
  const line = page.locator('[data-timeline] a[href*="event="]').filter({ hasText: DENIED });
  const address = await line.first().getAttribute("href");
  const id = new URLSearchParams(address?.split("?")[1]).get("event");
  if (!id) throw new Error("The demo organisation has no call that a person denied and that was tried again");
  return id;
}
