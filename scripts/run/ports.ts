import net from "node:net";
import { Refusal } from "../setup/refusal.mjs";

/** @throws Refusal naming the port and the variable that chooses another */
export async function requireFreePort(variable: string, port: number, host: string): Promise<void> {
  const error = await tryListening(port, host);
  if (!error) return;
  if (error.code === "EADDRINUSE") {
    throw new Refusal(`Port ${port} is in use by another program: stop that one, or set ${variable} to another port.`);
  }
  if (error.code === "EACCES") {
    throw new Refusal(`This user may not listen on port ${port}: set ${variable} to a port above 1023.`);
  }
  throw new Refusal(
    `Port ${port} cannot be opened on ${host} (${error.code}): correct COUNTERSIGN_HOST or ${variable}.`,
  );
}

function tryListening(port: number, host: string): Promise<NodeJS.ErrnoException | null> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once("error", resolve);
    server.listen(port, host, () => server.close(() => resolve(null)));
  });
}
