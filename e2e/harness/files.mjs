// Files that are made for a test: a picture of as many pixels as wanted, a document, and a photo of a kind that is not taken.
import { png } from "./gallery/portrait.mjs";

/** A picture of 240 by 300 pixels. */
export const PICTURE = { name: "工場の前で.png", mimeType: "image/png", buffer: png() };

/** A document, as far as anybody looks. */
export const DOCUMENT = {
  name: "職務経歴書（2026年11月）.pdf",
  mimeType: "application/pdf",
  buffer: Buffer.from(`%PDF-1.7\n${"職務経歴 ".repeat(20_000)}\n%%EOF\n`),
};

/** What telephones write, and what others cannot read (ISO/IEC 23008-12: a box `ftyp` of the brand `heic`). */
export const HEIC = {
  name: "IMG_0042.HEIC",
  mimeType: "image/heic",
  buffer: Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from("ftypheic"), Buffer.from([0, 0, 0, 0]), Buffer.from("mif1heic")]),
};

/** Longer than what may be attached. */
export const LARGE = { name: "説明会の録画.mp4", mimeType: "video/mp4", buffer: Buffer.alloc((25 << 20) + 1) };

/** A file as a call takes it. */
export const told = ({ name, buffer }) => ({ name, file: buffer.toString("base64") });
