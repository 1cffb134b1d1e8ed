import { baseName, type Document, has, type Kind, list, part, text, texts } from "../document";

/** A GitHub agentic workflow: Markdown with front matter, or that as JSON `{frontmatter, instructions}`. */
export const githubWorkflow: Kind = {
  kind: "github-workflow",
  detect: (document) => part(document, "frontmatter") !== undefined && has(document, "instructions"),
  read: (document, place) => {
    const matter = part(document, "frontmatter") ?? {};
    const moved = text(matter, "redirect");
    if (moved) return { rejected: `It only points to ${moved}: import that workflow.` };
    // YAML 1.1 reads the key `on` as the boolean true.
    if (!has(matter, "on") && !has(matter, "true")) {
      return { rejected: "A shared fragment without a trigger: it runs only as part of other workflows." };
    }
    const name = text(matter, "name") || headingOf(text(document, "instructions")) || baseName(place.path);
    if (!name) return { rejected: "The workflow has no name, no heading and no file name to be known by." };
    return {
      key: place.path || name,
      fields: {
        name,
        kind: "workflow",
        purpose: text(matter, "description"),
        provider: "GitHub",
        model: text(matter, "engine") || text(part(matter, "engine"), "model") || text(part(matter, "engine"), "id"),
        systems: ["github.com", ...hostsAllowed(matter), ...Object.keys(part(matter, "mcp-servers") ?? {})],
      },
      warnings: writesOf(matter),
    };
  },
};

function headingOf(instructions: string): string {
  return /^#\s+(.{1,120})$/m.exec(instructions)?.[1]?.trim() ?? "";
}

// Names of ecosystems ("defaults", "node") stand beside hosts; only hosts are systems.
function hostsAllowed(matter: Document): string[] {
  return texts(list(part(matter, "network"), "allowed")).filter((host) => host.includes("."));
}

function writesOf(matter: Document): string[] {
  const permissions = Object.entries(part(matter, "permissions") ?? {});
  const written = permissions.filter(([, level]) => level === "write").map(([name]) => name);
  const outputs = Object.keys(part(matter, "safe-outputs") ?? {}).filter((name) =>
    /^(add|create|update|close|push|submit|assign|upload|link|hide|set|remove)-/.test(name),
  );
  const warnings: string[] = [];
  if (written.length || text(matter, "permissions") === "write-all") {
    warnings.push(`It may write ${written.length ? written.join(", ") : "everything in the repository"}.`);
  }
  if (outputs.length) warnings.push(`It writes back by ${outputs.join(", ")}.`);
  return warnings;
}
