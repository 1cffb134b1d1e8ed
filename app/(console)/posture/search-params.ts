type Params = Record<string, string | string[] | undefined>;

/** One value of the address; of several the first. */
export function oneOf(params: Params, name: string): string | null {
  const raw = params[name];
  return (Array.isArray(raw) ? raw[0] : raw) || null;
}

/** The team that the address names; what can be no team reads as one that is not there. */
export function teamOf(params: Params): string | null {
  return oneOf(params, "team");
}
