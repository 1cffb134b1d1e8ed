// The command line: finds the command, gives it a database if it needs one, and turns what it throws into an exit code.
import { closeDatabase } from "@/lib/db";
import { cliFailure, UsageError } from "./cli-errors";
import { withDatabase } from "./run/with-database.ts";

interface Command {
  usage: string;
  summary: string;
  needsDatabase: (args: readonly string[]) => boolean;
  /** @returns the exit code */
  run: (args: string[]) => Promise<number>;
}

const always = () => true;

// A command is loaded when it is called: `verify` must work on a machine that has neither database nor settings.
const COMMANDS: Readonly<Record<string, Command>> = {
  classify: {
    usage: "classify --tools FILE | --permissions FILE [--out FILE]",
    summary: "rate tools or permissions, row by row of a JSON Lines file: effect, capabilities, tier and why",
    needsDatabase: () => false,
    run: async (args) => (await import("./classify")).runClassify(args),
  },
  import: {
    usage: "import FILE… [--dry-run] [--environment NAME] [--jwks FILE] [--json]",
    summary: "take agents from MCP, A2A, catalogue and CSV files into the inventory",
    needsDatabase: always,
    run: async (args) => (await import("./import")).runImport(args),
  },
  key: {
    usage: "key new --out FILE",
    summary: "make a key pair for an agent's instance: the private half into the file, the public half printed",
    needsDatabase: () => false,
    run: async (args) => (await import("./key")).runKey(args),
  },
  "open-epoch": {
    usage: "open-epoch --administrator EMAIL --controller EMAIL --reason TEXT",
    summary: "recover a sealed audit log: begin a new tree that two people answer for",
    needsDatabase: always,
    run: async (args) => (await import("./open-epoch")).runOpenEpoch(args),
  },
  refollow: {
    usage: "refollow counts | search | usage",
    summary: "empty what follows the audit log under this name, and let the worker make it anew from the log",
    needsDatabase: always,
    run: async (args) => (await import("./refollow")).runRefollow(args),
  },
  replay: {
    usage: "replay --tools FILE --sessions FILE --calls FILE [--results FILE] --out FILE",
    summary: "put recorded traffic through the shipped policy: what would be allowed, asked or denied, and why",
    needsDatabase: () => false,
    run: async (args) => (await import("./replay")).runReplay(args),
  },
  token: {
    usage: 'token --key FILE --instance ID [--url URL] [--scope SCOPE] [--dpop] [--for "METHOD URL"]',
    summary: "get an access token with an instance's key; with --for, print the headers of one request for curl -H @-",
    needsDatabase: () => false,
    run: async (args) => (await import("./token")).runToken(args),
  },
  verify: {
    usage: "verify [URL|FILE|FOLDER] [--key VKEY] [--since FILE] [--guard FILE] [--witness VKEY…] [--save FOLDER]",
    summary:
      "check the audit log, one event's proof or a campaign's evidence from outside: signatures, tree, every leaf and file",
    needsDatabase: () => false,
    run: async (args) => (await import("./verify")).runVerify(args),
  },
  witness: {
    usage: "witness --dir DIR --name NAME --log VKEY… [--host HOST] [--port PORT]",
    summary:
      "be a witness of logs (C2SP tlog-witness): sign the checkpoints of a log that only grows, and none of another",
    needsDatabase: () => false,
    run: async (args) => (await import("./witness")).runWitness(args),
  },
};

function help(): string {
  const lines = Object.values(COMMANDS).flatMap(({ usage, summary }) => [`  ${usage}`, `      ${summary}`]);
  return ["Usage: npm run -s countersign -- COMMAND", "", ...lines, "  help", "      this text"].join("\n");
}

async function main([name, ...args]: string[]): Promise<number> {
  if (!name || name === "help" || name === "--help") {
    console.log(help());
    return 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) throw new UsageError(`There is no command "${name}".`);
  if (args.includes("--help")) {
    console.log(`Usage: npm run -s countersign -- ${command.usage}\n\n${command.summary}`);
    return 0;
  }
  if (!command.needsDatabase(args)) return command.run(args);
  return withDatabase(async () => {
    try {
      return await command.run(args);
    } finally {
      await closeDatabase();
    }
  });
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const { exitCode, lines } = cliFailure(error);
  for (const line of lines) console.error(line);
  process.exitCode = exitCode;
}
process.exit();
