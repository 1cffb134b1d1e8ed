/** Ends the session on the server and leaves for the sign-in page by a full load, so that nothing of the person stays in memory. */
export async function signOut(): Promise<void> {
  const { csrfToken } = (await answerOf(fetch("/api/auth/csrf"))) as { csrfToken: string };
  await answerOf(
    fetch("/api/auth/signout", { method: "POST", body: new URLSearchParams({ csrfToken, json: "true" }) }),
  );
  window.location.assign("/sign-in");
}

async function answerOf(asked: Promise<Response>): Promise<unknown> {
  const response = await asked;
  if (!response.ok) throw new Error(`The console answered ${response.status}.`);
  return await response.json();
}
