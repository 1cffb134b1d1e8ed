import { type PeopleSearch, peopleSearchSchema } from "./schema";

/** The list's filters out of an address; what does not parse is left out, for an address is typed and shared by people. */
export function peopleSearchFrom(params: Record<string, string | string[] | undefined>): PeopleSearch {
  const { role, status } = peopleSearchSchema.shape;
  const one = (key: string) => (typeof params[key] === "string" ? params[key] : undefined);
  const parsed = {
    q: one("q")?.slice(0, 200),
    role: role.safeParse(one("role")).data,
    teamId: peopleSearchSchema.shape.teamId.safeParse(one("team")).data,
    status: status.safeParse(one("status")).data,
  };
  return Object.fromEntries(Object.entries(parsed).filter(([, value]) => value !== undefined));
}
