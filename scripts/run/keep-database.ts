import { setTimeout as delay } from "node:timers/promises";
import { Refusal } from "../setup/refusal.mjs";
import { startEmbedded } from "./database.ts";
import type { LogFile } from "./log-file.ts";
import { nextAttempt } from "./restarts.ts";

export interface KeptDatabase {
  url: string;
  /** Rejects when the server keeps ending. */
  failed: Promise<never>;
  stop: () => Promise<void>;
}

/** The embedded server, started again on the same port when it ends unasked, so that the programs find it where it was. */
export async function keepDatabase(dataDir: string, log: LogFile, say: (line: string) => void): Promise<KeptDatabase> {
  const onLog = (line: string) => log.write(`${line}\n`);
  let server = await startEmbedded(dataDir, onLog);
  const { databaseUrl, port } = server;
  const failed = Promise.withResolvers<never>();
  const ends: number[] = [];
  let stopping = false;

  const watch = async (): Promise<void> => {
    await server.ended;
    if (stopping) return;
    ends.push(Date.now());
    const attempt = nextAttempt(ends, Date.now());
    if (!attempt) throw new Refusal(`The database keeps ending. Its last lines:\n${log.lastLines()}`);
    say(`The database ended; starting it again in ${attempt.afterMs / 1000} s.`);
    await delay(attempt.afterMs);
    if (stopping) return;
    server = await startEmbedded(dataDir, onLog, port);
    return watch();
  };
  watch().catch(failed.reject);
  // Awaited by the supervisor as well; rejecting before that must not count as unhandled.
  failed.promise.catch(() => {});
  return {
    url: databaseUrl,
    failed: failed.promise,
    stop: async () => {
      stopping = true;
      await server.stop();
    },
  };
}
