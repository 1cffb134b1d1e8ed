import path from "node:path";
import { Refusal } from "../setup/refusal.mjs";

/** How one run is set up, read from the environment and checked before anything is touched. */
export interface Settings {
  /** Absolute. */
  dataDir: string;
  /** The address both doors listen on. */
  host: string;
  port: number;
  apiPort: number;
  demo: boolean;
  /** The server to use; null: the embedded one. */
  databaseUrl: string | null;
  /** Null: generated once into the data folder (embedded or demo only). */
  secret: string | null;
  consoleUrl: string;
  apiUrl: string;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** @throws Refusal naming the variable and what it takes */
export function readSettings(variables: Variables, folder: string): Settings {
  const databaseUrl = readDatabaseUrl(variables.DATABASE_URL);
  const demo = readSwitch("COUNTERSIGN_DEMO", variables.COUNTERSIGN_DEMO, databaseUrl === null);
  const host = variables.COUNTERSIGN_HOST || "127.0.0.1";
  const port = readPort("PORT", variables.PORT, 3000);
  const apiPort = readPort("API_PORT", variables.API_PORT, 3001);
  if (port === apiPort) throw new Refusal(`PORT and API_PORT are both ${port}: give the two doors different ports.`);
  const consoleUrl = readUrl("COUNTERSIGN_URL", variables.COUNTERSIGN_URL, `http://localhost:${port}`);
  const apiUrl = readUrl("COUNTERSIGN_API_URL", variables.COUNTERSIGN_API_URL, `http://localhost:${apiPort}`);
  if (demo && !(isLoopback(host) && isLoopback(new URL(consoleUrl).hostname))) {
    throw new Refusal(
      "The demo lets anyone continue as anyone, so it runs on this machine only: set COUNTERSIGN_DEMO=0, or leave out COUNTERSIGN_HOST and COUNTERSIGN_URL.",
    );
  }
  return {
    dataDir: path.resolve(folder, variables.COUNTERSIGN_DATA_DIR || ".data"),
    host,
    port,
    apiPort,
    demo,
    databaseUrl,
    secret: readSecret(variables.COUNTERSIGN_SECRET, demo || databaseUrl === null),
    consoleUrl,
    apiUrl,
  };
}

/** Whether what is bound to this address can be reached from this machine only. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host);
}

/** Why `secret` is too easy to guess, or null. Thirty-two characters of one letter are as weak as one. */
export function secretFault(secret: string): string | null {
  if (secret.length < 32) return `has ${secret.length} characters and needs at least 32`;
  if (new Set(secret).size < 10) return "repeats too few characters";
  return null;
}

function readSecret(value: string | undefined, mayBeGenerated: boolean): string | null {
  const advice = "set it to 32 or more random characters, for example from: openssl rand -base64 32";
  if (!value) {
    if (mayBeGenerated) return null;
    throw new Refusal(`COUNTERSIGN_SECRET is missing: with a database of your own, ${advice}`);
  }
  const fault = secretFault(value);
  if (fault) throw new Refusal(`COUNTERSIGN_SECRET ${fault}: ${advice}`);
  return value;
}

function readPort(name: string, value: string | undefined, usual: number): number {
  if (!value) return usual;
  const port = Number(value);
  if (/^\d+$/.test(value) && port >= 1 && port <= 65_535) return port;
  throw new Refusal(`${name} is "${value}" and must be a port number from 1 to 65535.`);
}

function readSwitch(name: string, value: string | undefined, usual: boolean): boolean {
  if (!value) return usual;
  if (value === "0" || value === "1") return value === "1";
  throw new Refusal(`${name} is "${value}" and must be 0 or 1.`);
}

function readUrl(name: string, value: string | undefined, usual: string): string {
  if (!value) return usual;
  if (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)) return new URL(value).href.replace(/\/$/, "");
  throw new Refusal(`${name} is "${value}" and must be an address such as https://countersign.example.com.`);
}

function readDatabaseUrl(value: string | undefined): string | null {
  if (!value) return null;
  const parsed = URL.canParse(value) ? new URL(value) : null;
  if (parsed && /^postgres(ql)?:$/.test(parsed.protocol) && parsed.hostname && parsed.pathname.length > 1) return value;
  // The value is not repeated: it may hold a password.
  throw new Refusal("DATABASE_URL must look like postgresql://user:password@host:5432/database.");
}
