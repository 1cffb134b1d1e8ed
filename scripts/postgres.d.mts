export interface EmbeddedServer {
  url: (database: string) => string;
  pid: number;
  /** Resolves with the last lines of the server's log when the server has ended, asked or not. */
  ended: Promise<string[]>;
  stop: () => Promise<void>;
}
export function freePort(): Promise<number>;
export function startPostgres(options: {
  dataDir: string;
  port: number;
  password: string;
  throwaway?: boolean;
  onLog?: (line: string) => void;
}): Promise<EmbeddedServer>;
export function stopOrphanedPostgres(dataDir: string): Promise<boolean>;
export function ensureDatabase(adminUrl: string, database: string): Promise<boolean>;
