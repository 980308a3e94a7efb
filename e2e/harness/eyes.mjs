// What is on the screens when a test fails.

const screens = new Map();

/** Remembers how to take a picture of a screen. */
export function watch(name, picture) {
  screens.set(name, picture);
}

/** A picture of each screen that can still be seen. */
export async function look() {
  const pictures = [];
  for (const [name, picture] of screens) {
    const taken = await picture().catch(() => null);
    if (taken) pictures.push([name, taken]);
  }
  return pictures;
}
