// Every screen of a member in every look: each rule of axe holds, and nothing has to be scrolled sideways.
import { accessible } from "../harness/browser.mjs";
import { enter, memberGallery } from "../harness/gallery.mjs";
import { tour } from "../harness/looks.mjs";
import { stage } from "../harness/stage.mjs";

const { join, scene, server, wire } = await stage("looks", { demo: true });
const { device, way, rooms } = await memberGallery({ join, wire });

for (const size of ["small", "desktop"]) {
  for (const language of ["ja", "en"]) {
    scene(`signed in (${size}, ${language})`, () => tour(device, rooms, { size, language }));
  }
}

scene("without a server", async () => {
  await server.stop();
  way.release("/v1/ops");
  await device.chip(device.t("status_offline"));
  for (const name of ["today", "inbox", "person", "profile", "offer", "outbox", "notifications"]) {
    await enter(device, rooms[name]);
    await accessible(device.page, `${name}, offline`);
  }
});
