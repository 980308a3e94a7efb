// Signing in: what can go wrong on the way, told in the person's language, and then today.
import assert from "node:assert/strict";
import { once } from "node:events";
import http from "node:http";
import { after } from "node:test";
import { stage } from "../harness/stage.mjs";
import { HANAKO, KENTA } from "../harness/world.mjs";

const { mail, server, device, scene, wire } = await stage("signin");

const stranger = http.createServer((_, response) => response.end("<h1>Another web server</h1>")).listen(0, "127.0.0.1");
await once(stranger, "listening");
after(() => stranger.close());

/** A sign-in screen and what is done on it. */
async function screen(options) {
  const it = await device("Phone", options);
  const { page } = it;
  const field = (key) => page.getByLabel(it.t(key), { exact: true });
  const ask = async (address, mailAddress) => {
    await field("welcome_server").fill(address);
    await field("welcome_mail").fill(mailAddress);
    await it.button("welcome_send").click();
  };
  const enter = async (code) => {
    await field("code_label").fill(code);
    await it.button("code_submit").click();
  };
  const invalid = (key) => page.locator("[aria-invalid=true]").and(field(key)).waitFor();
  return { it, page, field, ask, enter, invalid };
}

const wrong = (code) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");

for (const [language, size] of [["ja", "phone"], ["en", "desktop"]]) {
  scene(`what is typed wrong is told beside it, and kept (${language}, ${size})`, async () => {
    const { it, page, field, ask, invalid } = await screen({ language, size });
    const cases = [
      ["", HANAKO.mail, "fail_empty", "welcome_server"],
      [server.url, "", "fail_empty", "welcome_mail"],
      ["これは サーバー ではない", HANAKO.mail, "fail_server_address_invalid", "welcome_server"],
      ["http://alumni.example.test", HANAKO.mail, "fail_server_insecure", "welcome_server"],
      ["http://127.0.0.1:1", HANAKO.mail, "fail_server_unreachable", "welcome_server"],
      [`http://127.0.0.1:${stranger.address().port}`, HANAKO.mail, "fail_server_not_resumex", "welcome_server"],
      [server.url, "hanako", "fail_address_invalid", "welcome_mail"],
      [server.url, "hanako@", "fail_address_invalid", "welcome_mail"],
    ];
    for (const [address, mailAddress, says, at] of cases) {
      await ask(address, mailAddress);
      await it.sees(it.t(says));
      await invalid(at);
      assert.equal(await field("welcome_server").inputValue(), address);
      assert.equal(await field("welcome_mail").inputValue(), mailAddress);
      assert.ok(await field(at).evaluate((element) => element === document.activeElement), `${says} has the focus`);
    }
    assert.equal(await page.locator("html").getAttribute("lang"), language);
  });
}

scene("a server that is down, and is there again", async () => {
  const { it, ask } = await screen({ size: "phone" });
  await server.stop();
  await ask(server.url, KENTA.mail);
  await it.sees(it.t("fail_server_unreachable"));
  await server.start();
  await it.button("welcome_send").click();
  await it.sees(it.t("code_title"));
  await mail.code(KENTA.mail);
  await it.button("code_change").click();
  await it.sees(it.t("welcome_title"));
});

scene("a wrong code, a code that ran out, a code that was used, a code tried too often (en)", async () => {
  const way = await wire();
  const { it, ask, enter, invalid } = await screen({ language: "en", size: "desktop" });
  await ask(way.url, KENTA.mail);
  let code = await mail.code(KENTA.mail);
  await enter("12345");
  await it.sees(it.t("code_incomplete"));
  await enter(wrong(code));
  await it.sees(it.t("fail_code_wrong"));
  await invalid("code_label");

  way.loseAnswer("/v1/auth/session");
  await enter(code);
  await it.sees(it.t("fail_server_unreachable"));
  await enter(code);
  await it.sees(it.t("fail_code_used"));

  await it.button("code_resend").click();
  await it.sees(it.t("code_resent"));
  code = await mail.code(KENTA.mail);
  for (let tries = 1; tries < 5; tries += 1) {
    await enter(wrong(code));
    await it.sees(it.t("fail_code_wrong"));
  }
  await enter(wrong(code));
  await it.sees(it.t("fail_code_dead"));
  await enter(code);
  await it.sees(it.t("fail_code_dead"));

  await it.button("code_resend").click();
  await it.sees(it.t("code_resent"));
  code = await mail.code(KENTA.mail);
  // Another window of this device gave the sign-in up: no code fits any more.
  await it.rpc("cancel_sign_in");
  await enter(code);
  await it.sees(it.t("fail_code_expired"));
});

for (const [language, size, who] of [["ja", "phone", HANAKO], ["en", "desktop", KENTA]]) {
  scene(`the right code in full-width digits, the first sync, today (${language}, ${size})`, async () => {
    const way = await wire();
    const { it, page, ask, enter } = await screen({ language, size });
    await ask(way.url, `  ${who.mail.toUpperCase()} `);
    await it.sees(it.t("code_title"));
    const code = await mail.code(who.mail);
    way.hold("/v1/sync", { after: 1 });
    await enter([...code].map((digit) => String.fromCodePoint(0xff10 + Number(digit))).join(""));
    await it.sees(it.t("first_title"));
    const bar = page.getByRole("progressbar", { name: it.t("first_title") });
    await bar.and(page.locator("[aria-valuenow]:not([aria-valuenow='0'])")).waitFor();
    way.release("/v1/sync");
    await it.sees(it.t("today_confirm"));
    await it.chip(it.t("status_fresh"));
    assert.equal(await page.locator("h1:focus").textContent(), it.t("tab_today"));
  });
}
