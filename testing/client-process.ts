/**
 * Clients of the feed in their own process, which can be stopped or be slow without holding up
 * the server: `bun client-process.ts <port> <clients> <readsOneByteASecond | readsNothing>`.
 */
import { connect } from "node:net";

const REQUEST = "GET / HTTP/1.1\r\nhost: test\r\n\r\n";
const [port, count, how] = Bun.argv.slice(2);
const join = how === "readsNothing" ? joinAndSleep : joinAndSip;
for (let index = 0; index < Number(count); index++) join();

function joinAndSleep(): void {
  const open = (socket: Bun.Socket<undefined>) => {
    socket.pause();
    socket.write(REQUEST);
  };
  void Bun.connect({ hostname: "127.0.0.1", port: Number(port), socket: { open, data() {} } });
}

function joinAndSip(): void {
  const socket = connect({ port: Number(port), host: "127.0.0.1" });
  socket.on("error", () => {});
  socket.once("connect", () => socket.write(REQUEST));
  socket.once("readable", () => setInterval(() => socket.read(1), 1000));
}
