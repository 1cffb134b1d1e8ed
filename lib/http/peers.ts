import diagnostics from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";

let listening = false;

/**
 * Writes the address that each request of this process came from at the end of its X-Forwarded-For, as a proxy does. The
 * framework writes it only where the request brings no such header, and so believes whatever a client says of itself.
 */
export function appendPeers(): void {
  if (listening) return;
  listening = true;
  diagnostics.subscribe("http.server.request.start", (message) => {
    const { request, socket } = message as { request: IncomingMessage; socket: Socket };
    const claimed = request.headers["x-forwarded-for"];
    request.headers["x-forwarded-for"] = [claimed ?? [], socket.remoteAddress ?? "unknown"].flat().join(", ");
  });
}
