export interface EmbeddedServer {
  url: (database: string) => string;
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
export function ensureDatabase(adminUrl: string, database: string): Promise<boolean>;
