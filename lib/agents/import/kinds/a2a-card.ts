import { has, type Kind, list, part, parts, text } from "../document";
import { verifyCard } from "../signature";

/** An A2A agent card, 0.2 to 1.0: what an agent says of itself, signed or not. */
export const a2aCard: Kind = {
  kind: "a2a-card",
  detect: (document) =>
    has(document, "name") &&
    Array.isArray(document.skills) &&
    (has(document, "url") || has(document, "supportedInterfaces") || has(document, "protocolVersion")) &&
    (has(document, "capabilities") || has(document, "defaultInputModes")),
  read: async (document, _, options) => {
    const name = text(document, "name");
    const url = text(document, "url") || text(parts(document, "supportedInterfaces")[0], "url");
    if (!name) return { rejected: "The card has no name, which the protocol requires." };
    const signature = await verifyCard(document, options.trustedKeys);
    if ("rejected" in signature) return signature;
    const warnings = signature.state === "unverified" ? [signature.why] : [];
    if (!url) warnings.push("The card says no address at which the agent answers.");
    const secured = list(document, "security").length + list(document, "securityRequirements").length > 0;
    if (!secured) warnings.push("The card asks for no authentication.");
    return {
      key: url ? `${name} ${url}` : name,
      fields: {
        name,
        kind: "agent",
        purpose: text(document, "description"),
        provider: text(part(document, "provider"), "organization"),
        endpoint: url,
      },
      warnings,
      signature,
    };
  },
};
