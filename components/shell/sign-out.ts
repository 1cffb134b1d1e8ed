/**
 * Ends the session on the server and leaves for the sign-in page by a full load, so that nothing of the person stays in memory.
 * @param to where the next sign-in leads; the front page without one
 */
export async function signOut(to?: string): Promise<void> {
  const { csrfToken } = (await answerOf(fetch("/api/auth/csrf"))) as { csrfToken: string };
  await answerOf(
    fetch("/api/auth/signout", { method: "POST", body: new URLSearchParams({ csrfToken, json: "true" }) }),
  );
  window.location.assign(to ? `/sign-in?to=${encodeURIComponent(to)}` : "/sign-in");
}

async function answerOf(asked: Promise<Response>): Promise<unknown> {
  const response = await asked;
  if (!response.ok) throw new Error(`The console answered ${response.status}.`);
  return await response.json();
}
