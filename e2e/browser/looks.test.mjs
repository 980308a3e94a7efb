// The screens of a member in every look.
import { member } from "../harness/gallery.mjs";
import { walks } from "../harness/looks.mjs";

const walk = await walks("looks", { demo: true });
const { look, parts } = await walk(member);

for (const part of Object.keys(parts)) look(part);
