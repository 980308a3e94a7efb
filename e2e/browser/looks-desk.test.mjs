// The screens of the desk; what waits, was refused or contradicts; and what is left without a server: in every look.
import { test } from "node:test";
import { desk, trouble } from "../harness/gallery.mjs";
import { walks } from "../harness/looks.mjs";
import { told } from "../harness/world.mjs";

const walk = await walks("looks-desk", { demo: true });
const [organizer, member] = [await walk(desk), await walk(trouble)];

organizer.look("desk");
member.look("trouble");
test("the server goes away", told(() => member.part()));
member.look("offline");
