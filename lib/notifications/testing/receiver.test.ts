import { once } from "node:events";
import net from "node:net";
import { expect, it } from "vitest";
import { startReceiver } from "./receiver";

it("a receiver lives on when a worker dies in the middle of what it sends", async () => {
  const receiver = await startReceiver();
  const { hostname, port } = new URL(receiver.url);
  const socket = net.connect(Number(port), hostname);
  await once(socket, "connect");
  socket.write("POST /half HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{");
  // Its head is read before the whole message of another comes.
  await fetch(`${receiver.url}/first`, { method: "POST", body: "{}" });
  socket.destroy();
  await fetch(`${receiver.url}/whole`, { method: "POST", body: "{}" });
  await receiver.stop();
  expect(receiver.calls.map(({ path }) => path)).toEqual(["/first", "/whole"]);
});
