// What is seen before there is anything, in every look.
import { alone, beginning, CHOIR } from "../harness/gallery.mjs";
import { walks } from "../harness/looks.mjs";

const walk = await walks("looks-beginning", { company: CHOIR, members: [] });
const [nobody, nothing] = [await walk(beginning), await walk((devices) => alone(devices, "hanako"))];

nobody.look("beginning");
nothing.look("empty");
