import { has, hostsOf, type Kind, list, part, parts, text, texts } from "../document";

/** An OASF agent record (AGNTCY directory), schema 0.7 to 1.1. */
export const oasfRecord: Kind = {
  kind: "oasf-record",
  detect: (document) =>
    has(document, "schema_version") &&
    has(document, "name") &&
    (has(document, "locators") || has(document, "modules") || has(document, "authors")) &&
    !has(document, "name_for_human"),
  read: (document) => {
    const name = text(document, "name");
    if (!name) return { rejected: "The record has no name, which the schema requires." };
    const missing = ["version", "schema_version"].filter((field) => text(document, field) === "");
    if (missing.length) return { rejected: `The record lacks ${missing.join(" and ")}, which the schema requires.` };
    const unnamed = parts(document, "skills").some((skill) => text(skill, "name") === "");
    if (unnamed) return { rejected: "One of its skills has no name, which the schema requires." };
    const modules = parts(document, "modules").map((found) => part(found, "data"));
    const models = modules.flatMap((found) => parts(found, "models"));
    return {
      key: name,
      fields: {
        name: name.split("/").at(-1) || name,
        kind: "agent",
        purpose: text(document, "description"),
        provider: texts(list(document, "authors")).join(", "),
        model: [...new Set(models.map((model) => text(model, "model")).filter(Boolean))].join(", "),
        endpoint: locatorOf(parts(document, "locators")[0]),
        systems: hostsOf(models.map((model) => text(model, "api_base"))),
      },
    };
  },
};

// 0.x says one url, 1.x a list of urls.
function locatorOf(locator: ReturnType<typeof part>): string {
  const urls = locator?.urls;
  return text(locator, "url") || (Array.isArray(urls) && typeof urls[0] === "string" ? urls[0] : "");
}
