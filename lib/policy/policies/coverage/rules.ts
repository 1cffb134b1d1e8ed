/** The servers and tools that a policy's text names. Comments name nothing. */
export function namedIn(text: string): { speaksOf: (server: string, tool: string) => boolean } {
  const servers = new Set<string>();
  const tools = new Set<string>();
  const token = /\/\/[^\n]*|\b(Server|Tool)\s*::\s*"((?:\\.|[^"\\])*)"|"(?:\\.|[^"\\])*"/g;
  for (const [, kind, name] of text.matchAll(token)) {
    if (name === undefined) continue;
    (kind === "Server" ? servers : tools).add(name.replaceAll(/\\(["\\])/g, "$1"));
  }
  return { speaksOf: (server, tool) => servers.has(server) || tools.has(`${server}/${tool}`) };
}
