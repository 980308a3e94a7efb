// Pictures small enough to be kept with the documents: a PNG of true colours becomes one of at most 256.
import { crc32, deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = Buffer.from("89504e470d0a1a0a", "hex");
const COLOURS = 256;

/** The same picture with a palette. Takes what browsers write: 8 bits a channel, RGB or RGBA and opaque, not interlaced. */
export function small(png) {
  const { width, height, colours } = decode(png);
  const counts = new Map();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const palette = paletteOf(counts);
  const places = new Map();
  for (const colour of counts.keys()) places.set(colour, nearest(palette, colour));
  return encode(width, height, palette, colours, places);
}

function decode(png) {
  let head;
  const data = [];
  for (let at = SIGNATURE.length; at < png.length;) {
    const length = png.readUInt32BE(at);
    const type = png.toString("latin1", at + 4, at + 8);
    const body = png.subarray(at + 8, at + 8 + length);
    if (type === "IHDR") head = body;
    if (type === "IDAT") data.push(body);
    at += length + 12;
  }
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)];
  const [depth, type, , , interlaced] = head.subarray(8);
  const channels = { 2: 3, 6: 4 }[type];
  if (depth !== 8 || !channels || interlaced) throw new Error(`a PNG of depth ${depth} and type ${type}`);
  const lines = inflateSync(Buffer.concat(data));
  const span = width * channels;
  const colours = new Uint32Array(width * height);
  let above = new Uint8Array(span);
  for (let y = 0; y < height; y += 1) {
    const start = y * (span + 1);
    const line = lines.subarray(start + 1, start + 1 + span);
    unfilter(lines[start], line, above, channels);
    for (let x = 0; x < width; x += 1) {
      const at = x * channels;
      colours[y * width + x] = (line[at] << 16) | (line[at + 1] << 8) | line[at + 2];
    }
    above = line;
  }
  return { width, height, colours };
}

/** Undoes the filter of a line in place (PNG, 9.2). */
function unfilter(filter, line, above, channels) {
  for (let at = 0; at < line.length; at += 1) {
    const left = at < channels ? 0 : line[at - channels];
    const corner = at < channels ? 0 : above[at - channels];
    const guess = [0, left, above[at], (left + above[at]) >> 1, paeth(left, above[at], corner)][filter];
    line[at] += guess;
  }
}

function paeth(left, up, corner) {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

const parts = (colour) => [colour >> 16, (colour >> 8) & 255, colour & 255];

/** Median cut: the box whose colours differ most, for most pixels, is cut in two until there are enough. */
function paletteOf(counts) {
  const boxes = [boxOf([...counts].map(([colour, count]) => ({ rgb: parts(colour), count })))];
  while (boxes.length < COLOURS) {
    boxes.sort((a, b) => b.weight - a.weight);
    const [{ points, axis, weight }] = boxes;
    if (weight === 0) break;
    points.sort((a, b) => a.rgb[axis] - b.rgb[axis]);
    const half = points.reduce((sum, { count }) => sum + count, 0) / 2;
    let cut = 0;
    for (let before = 0; cut < points.length - 1 && (cut === 0 || before + points[cut].count <= half); cut += 1) {
      before += points[cut].count;
    }
    boxes.splice(0, 1, boxOf(points.slice(0, cut)), boxOf(points.slice(cut)));
  }
  return boxes.map(({ points }) => commonest(points));
}

function boxOf(points) {
  const spans = [0, 1, 2].map((axis) => {
    const values = points.map(({ rgb }) => rgb[axis]);
    return values.reduce((most, value) => Math.max(most, value), 0) - values.reduce((least, value) => Math.min(least, value), 255);
  });
  const span = Math.max(...spans);
  // The root: large areas are of few colours, and edges of letters need theirs too.
  return { points, axis: spans.indexOf(span), weight: span * Math.sqrt(points.reduce((sum, { count }) => sum + count, 0)) };
}

/** A colour that the picture has, so that areas keep theirs exactly. */
function commonest(points) {
  return points.reduce((most, point) => (point.count > most.count ? point : most)).rgb;
}

function nearest(palette, colour) {
  const rgb = parts(colour);
  let [found, least] = [0, Infinity];
  palette.forEach((entry, at) => {
    const far = entry.reduce((sum, value, axis) => sum + (value - rgb[axis]) ** 2, 0);
    if (far < least) [found, least] = [at, far];
  });
  return found;
}

function encode(width, height, palette, colours, places) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  const lines = Buffer.alloc(height * (width + 1));
  colours.forEach((colour, at) => {
    lines[at + Math.floor(at / width) + 1] = places.get(colour);
  });
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", head),
    chunk("PLTE", Buffer.from(palette.flat())),
    chunk("IDAT", deflateSync(lines, { level: 9, memLevel: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type, body) {
  const named = Buffer.concat([Buffer.from(type, "latin1"), body]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(body.length, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}
