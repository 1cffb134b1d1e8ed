import { expect, test } from "@playwright/test";
import { pageAs } from "../support/people";

for (const [role, status] of [
  ["auditor", 403],
  ["reviewer", 403],
  // Whoever may import is told what is wrong with the upload.
  ["owner", 422],
] as const) {
  test(`V3 an upload that cannot be read, sent by the ${role}, is answered with ${status}`, async ({
    browser,
    baseURL,
  }) => {
    const page = await pageAs(browser, role);
    const cookies = await page.context().cookies();
    const answer = await fetch(`${baseURL}/api/imports`, {
      method: "POST",
      headers: {
        origin: String(baseURL),
        "content-type": "multipart/form-data; boundary=none",
        cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; "),
      },
      body: "this is no form",
    });
    expect(answer.status).toBe(status);
  });
}
