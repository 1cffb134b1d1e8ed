import type { SubjectInput } from "@/lib/reach/schema";

/** What an address asks about: `?agent=`, `?server=` with `&address=`, or `?credential=`; null when it names nothing. */
export function subjectIn(given: Record<string, string | string[] | undefined>): SubjectInput | null {
  const one = (key: string) => (typeof given[key] === "string" ? given[key] : "");
  if (one("agent")) return { kind: "agent", id: one("agent") };
  if (one("server")) return { kind: "server", name: one("server"), address: one("address") };
  return one("credential") ? { kind: "credential", name: one("credential") } : null;
}

export function pageIn(given: Record<string, string | string[] | undefined>): number {
  return typeof given.page === "string" && /^[1-9]\d{0,3}$/.test(given.page) ? Number(given.page) : 1;
}

/** The groups that the picture shows open. */
export function openIn(given: Record<string, string | string[] | undefined>): string[] {
  return [given.open ?? []]
    .flat()
    .filter((group) => group.length <= 200)
    .slice(0, 50);
}
