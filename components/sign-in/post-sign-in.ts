/** The three ways in, as the sign-in endpoint names them. */
export type Method = "password" | "demo" | "oidc";

/**
 * Posts a sign-in with its anti-forgery token. Answers the address to go to, or the code of the refusal.
 * @throws TypeError when the console cannot be reached
 */
export async function postSignIn(
  method: Method,
  fields: Record<string, string>,
): Promise<{ url: string } | { refused: string }> {
  const { csrfToken } = (await (await fetch("/api/auth/csrf", { cache: "no-store" })).json()) as { csrfToken: string };
  const path = method === "oidc" ? "/api/auth/signin/oidc" : `/api/auth/callback/${method}`;
  const answer = await fetch(path, {
    method: "POST",
    body: new URLSearchParams({ ...fields, csrfToken, json: "true" }),
  });
  const { url } = (await answer.json()) as { url: string };
  const refused = new URL(url, window.location.href).searchParams.get("error");
  if (refused) return { refused };
  return answer.ok ? { url } : { refused: "unexpected" };
}
