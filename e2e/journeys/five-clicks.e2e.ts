import { expect, type Page, test } from "@playwright/test";
import { expectAccessible, expectNoSideScroll } from "../support/axe";
import { pageAs } from "../support/people";

const MOST_CLICKS = 5;
const CALLS = "/audit?kind=decision&outcome=refused";
/** The item of a campaign by its number; between two texts the server writes a mark. */
const IN_CAMPAIGN = /Item (?:<!-- -->)?\d/;
const STOPS = { Policy: "/policies", Grant: "/entitlements/", Certification: "/campaigns/", Approval: "/approvals/" };

test("Z6 from a refused call to its policy, grant, certification, approval and proof in at most five clicks", async ({
  browser,
}) => {
  test.setTimeout(60_000);
  const page = await pageAs(browser, "auditor");
  const event = await refusedCallWithEverything(page);

  await page.goto(event.list);
  let clicks = 0;
  const click = async (target: ReturnType<Page["locator"]>) => {
    clicks++;
    await target.click();
  };
  await click(page.locator(`[data-timeline] a[href*="event=${event.id}"]`));
  await click(page.getByRole("dialog", { name: "Event" }).getByRole("link", { name: "Why it was decided so" }));
  const way = page.getByRole("list", { name: "From the call to its proof" });
  await expect(way).toBeVisible();
  for (const [stop, place] of Object.entries(STOPS)) {
    const link = stopOf(page, stop).locator(`a[href^="${place}"]`).first();
    await expect(link, stop).toBeVisible();
    const answer = await page.request.get((await link.getAttribute("href")) ?? "");
    expect(answer.ok(), stop).toBe(true);
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

/** The newest call that was denied, by a policy or by a person, and whose decision leads to all of it: found by walking the timeline as a reader would. */
async function refusedCallWithEverything(page: Page): Promise<{ id: string; list: string }> {
  let list: string | null = CALLS;
  while (list) {
    await page.goto(list);
    const lines = page.locator('[data-timeline] a[href*="event="]');
    const addresses = await lines.evaluateAll((all: HTMLAnchorElement[]) => all.map(({ href }) => href));
    const older = page.getByRole("link", { name: "Older" });
    const next: string | null = (await older.count()) ? await older.getAttribute("href") : null;
    for (const address of addresses) {
      const id = new URL(address).searchParams.get("event") ?? "";
      if (await leadsToEverything(page, id)) return { id, list };
    }
    list = next;
  }
  throw new Error(
    "No refused call of the demo organisation leads to a policy, a grant, its certification and an approval",
  );
}

async function leadsToEverything(page: Page, eventId: string): Promise<boolean> {
  const record = await (await page.request.get(`/audit?event=${eventId}`)).text();
  const decision = /\/decisions\/(dec_[0-9a-z]{26})/.exec(record)?.[1];
  if (!decision) return false;
  const why = await (await page.request.get(`/decisions/${decision}`)).text();
  const way = why.slice(why.indexOf('aria-label="From the call to its proof"'));
  const before = way.slice(0, way.indexOf("</ol>"));
  return (
    Object.values(STOPS).every((place) => before.includes(`href="${place}`)) &&
    IN_CAMPAIGN.test(before) &&
    before.includes("Denied")
  );
}
