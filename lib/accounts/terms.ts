/** The fewest characters of a password. */
export const PASSWORD_MIN = 12;

export type SignInMethod = "password" | "oidc" | "demo";

export const METHOD_LABELS: Record<SignInMethod, string> = {
  password: "Password",
  oidc: "Single sign-on",
  demo: "Demo",
};
