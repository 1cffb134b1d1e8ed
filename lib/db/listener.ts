import pg from "pg";

interface Listening {
  channel: string;
  /** What the server shows of the connection. */
  name: string;
  /** How long connecting may take, and how long a statement, in milliseconds. */
  connectMs: number;
  statementMs: number;
  keepAlive?: boolean;
}

/** A connection of one's own that hears a channel (`LISTEN`). @throws when the server does not answer: nothing is left open then */
export async function openListener(url: string, listening: Listening): Promise<pg.Client> {
  const { channel, name, connectMs, statementMs, keepAlive = false } = listening;
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: connectMs,
    query_timeout: statementMs,
    keepAlive,
    application_name: name,
  });
  // Without a listener a connection that the server drops would end the process; whoever uses it learns by its next statement.
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query(`listen ${client.escapeIdentifier(channel)}`);
    return client;
  } catch (error) {
    dropListener(client);
    throw error;
  }
}

/** Ends the connection without a word to the other side, which may no longer be there. */
export function dropListener(client: pg.Client): void {
  void client.end().catch(() => {});
  (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
}
