import { shippedTitle } from "@/lib/policy/present";
import type { CaseView } from "../views";

/** The policies that asked (A2), with their names and the words in which they asked. */
export function policiesOf(asked: {
  policies: readonly string[];
  reasons: readonly string[];
  names: Readonly<Record<string, string>>;
}): CaseView["policies"] {
  const { policies, reasons, names } = asked;
  // Reasons that several policies share are kept once: then none can be told to be the word of one of them.
  const paired = policies.length === reasons.length;
  return policies.map((one, at) => {
    const [id = one, version = ""] = one.split("@");
    const shipped = shippedTitle(id);
    const policyId = id.split("#", 1)[0] ?? id;
    return {
      id,
      version,
      name: shipped ?? (Object.hasOwn(names, policyId) ? (names[policyId] as string) : id),
      reason: (paired ? reasons[at] : reasons.join(" ")) ?? "",
      href: shipped ? `/policies#${encodeURIComponent(id)}` : `/policies/${encodeURIComponent(policyId)}`,
    };
  });
}
