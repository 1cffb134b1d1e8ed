import { has, hostsOf, type Kind, part, parts, text } from "../document";

/** The manifest of a Microsoft 365 API plugin. */
export const m365Plugin: Kind = {
  kind: "m365-plugin",
  detect: (document) => has(document, "name_for_human") && (has(document, "functions") || has(document, "runtimes")),
  read: (document, place) => {
    const name = text(document, "name_for_human");
    if (!name) return { rejected: "The manifest has no name_for_human, which its schema requires." };
    const runtimes = parts(document, "runtimes");
    const addresses = runtimes.map((runtime) => text(part(runtime, "spec"), "url"));
    const open = runtimes.some((runtime) => text(part(runtime, "auth"), "type") === "None");
    return {
      key: place.path || text(document, "namespace") || name,
      fields: {
        name,
        kind: "plugin",
        purpose: text(document, "description_for_human") || text(document, "description_for_model"),
        endpoint: addresses[0] ?? "",
        systems: hostsOf(addresses),
      },
      tools: {
        server: { name: text(document, "namespace") || name, address: addresses[0] ?? "" },
        tools: parts(document, "functions").map((found) => ({
          name: found.name,
          description: found.description,
          inputSchema: found.parameters,
        })),
        complete: true,
      },
      warnings: open ? ["It calls an interface without authentication."] : [],
    };
  },
};
