// What a window manager does, where there is none: it tells a window that the person has closed it.
import { once } from "node:events";
import net from "node:net";

const [CONNECT, INTERN_ATOM, SEND_EVENT, CLIENT_MESSAGE] = [0x6c, 16, 25, 33];

/** Asks a window of a display to close, as the button in its frame does (ICCCM, WM_DELETE_WINDOW). */
export async function askToClose(display, window) {
  const socket = net.connect(`/tmp/.X11-unix/X${display.replace(":", "")}`);
  await once(socket, "connect");
  try {
    const read = reader(socket);
    socket.write(Buffer.from([CONNECT, 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
    const head = await read(8);
    if (head[0] !== 1) throw new Error(`the display ${display} lets nobody in`);
    await read(head.readUInt16LE(6) * 4);
    const atom = async (name) => {
      const padded = Buffer.alloc(Math.ceil(name.length / 4) * 4);
      padded.write(name, "latin1");
      const ask = Buffer.from([INTERN_ATOM, 0, 0, 0, name.length, 0, 0, 0]);
      ask.writeUInt16LE((ask.length + padded.length) / 4, 2);
      socket.write(Buffer.concat([ask, padded]));
      return (await read(32)).readUInt32LE(8);
    };
    const [protocols, close] = [await atom("WM_PROTOCOLS"), await atom("WM_DELETE_WINDOW")];
    const event = Buffer.alloc(44);
    event.writeUInt8(SEND_EVENT, 0);
    event.writeUInt16LE(11, 2);
    event.writeUInt32LE(window, 4);
    event.writeUInt8(CLIENT_MESSAGE, 12);
    event.writeUInt8(32, 13);
    event.writeUInt32LE(window, 16);
    event.writeUInt32LE(protocols, 20);
    event.writeUInt32LE(close, 24);
    socket.write(event);
    // Answers come in order: after this one the event has been taken.
    await atom("WM_PROTOCOLS");
  } finally {
    socket.destroy();
  }
}

/** Reads so many bytes of a socket, one call after the other. */
function reader(socket) {
  const bytes = socket[Symbol.asyncIterator]();
  let held = Buffer.alloc(0);
  return async (count) => {
    while (held.length < count) {
      const { value, done } = await bytes.next();
      if (done) throw new Error("the display has hung up");
      held = Buffer.concat([held, value]);
    }
    const taken = held.subarray(0, count);
    held = held.subarray(count);
    return taken;
  };
}
