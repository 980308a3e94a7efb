// A photo that needs no file: head and shoulders before a sky, as PNG (W3C PNG, 3rd edition: chunks, filter 0, zlib).
import { crc32, deflateSync } from "node:zlib";

const [WIDTH, HEIGHT] = [240, 300];

/** The picture of a photo, with the square of it that is meant. */
export function portrait() {
  return { file: png().toString("base64"), x: 0, y: 30, side: WIDTH };
}

export function png() {
  const rows = Array.from({ length: HEIGHT }, (_, y) => [0, ...Array.from({ length: WIDTH }, (_, x) => colour(x, y)).flat()]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  // Eight bits a channel, red, green and blue.
  header.set([8, 2, 0, 0, 0], 8);
  const parts = [["IHDR", header], ["IDAT", deflateSync(Buffer.from(rows.flat()))], ["IEND", Buffer.alloc(0)]];
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), ...parts.map(([name, data]) => chunk(name, data))]);
}

function colour(x, y) {
  const inside = (cx, cy, rx, ry) => ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 < 1;
  if (inside(120, 92, 62, 50) && y < 100) return [58, 46, 42];
  if (inside(120, 118, 50, 62)) return [232, 196, 168];
  if (inside(120, 120, 66, 76)) return [58, 46, 42];
  if (inside(120, 290, 104, 98)) return [62, 104, 122];
  return [206 - Math.round(y / 8), 224 - Math.round(y / 10), 232];
}

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
