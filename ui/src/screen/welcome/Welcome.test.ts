import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { beforeEach, describe, expect, it } from "vitest";
import { current } from "../../text/locale.svelte";
import { sentence } from "../../text/failure";
import { fakeHost } from "../../test/host";
import { digits } from "./code";
import { serverFrom, shown } from "./invitation";
import Welcome from "./Welcome.svelte";

const server = () => screen.getByRole<HTMLInputElement>("textbox", { name: "サーバーのアドレス" });
const address = () => screen.getByRole<HTMLInputElement>("textbox", { name: "メールアドレス" });
const code = () => screen.getByRole<HTMLInputElement>("textbox", { name: "確認コード" });
const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));

async function asked(failure?: object) {
  const host = fakeHost({
    request_code: () => {
      if (failure) throw failure;
    },
    redeem_code: ({ code }: { code: string }) => {
      if (code !== "123456") throw { code: "code_wrong" };
    },
    cancel_sign_in: null,
  });
  render(Welcome, { server: "https://alumni.example.jp", address: null });
  await fireEvent.input(address(), { target: { value: " hanako@example.test " } });
  await press("確認コードを送る");
  return host;
}

describe("signing in", () => {
  beforeEach(() => current.choose("ja"));

  it("asks for a code at the invited server", async () => {
    const host = await asked();
    await screen.findByRole("heading", { name: "確認コードの入力" });
    expect(host.asked("request_code")).toEqual([{ server: "https://alumni.example.jp", address: "hanako@example.test" }]);
  });

  it.each([
    ["server_not_resumex", "server"],
    ["server_insecure", "server"],
    ["server_unreachable", "server"],
    ["server_address_invalid", "server"],
    ["address_invalid", "address"],
  ])("says %s at the field it is about and goes there", async (reason, at) => {
    await asked({ code: reason });
    const field = at === "server" ? server() : address();
    await waitFor(() => expect(field.getAttribute("aria-invalid")).toBe("true"));
    const described = field.getAttribute("aria-describedby")!.split(" ").map((id) => document.getElementById(id)?.textContent);
    expect(described).toContain(sentence(reason));
    expect(document.activeElement).toBe(field);
  });

  it.each([["offline"], ["timeout"], ["server_error"], ["schema_too_old"]])("says %s for the whole form", async (reason) => {
    await asked({ code: reason });
    expect((await screen.findByRole("alert")).textContent).toBe(sentence(reason));
    expect(address().value, "what was typed is kept").toContain("hanako@example.test");
  });

  it("says how long to wait", async () => {
    await asked({ code: "rate_limited", retry_after_s: 42 });
    expect((await screen.findByRole("alert")).textContent).toContain("42 秒");
  });

  it("says that a code is wrong and stays at the field", async () => {
    await asked();
    await fireEvent.input(await screen.findByRole("textbox", { name: "確認コード" }), { target: { value: "654321" } });
    await press("サインイン");
    await waitFor(() => expect(code().getAttribute("aria-invalid")).toBe("true"));
    expect(screen.getByText(sentence("code_wrong"))).toBeTruthy();
    expect(document.activeElement).toBe(code());
  });

  it("takes full-width digits", async () => {
    const host = await asked();
    await fireEvent.input(await screen.findByRole("textbox", { name: "確認コード" }), { target: { value: "１２３４５６" } });
    await press("サインイン");
    await waitFor(() => expect(host.asked("redeem_code")).toEqual([{ code: "123456" }]));
  });

  it("does not ask the server about an incomplete code", async () => {
    const host = await asked();
    await fireEvent.input(await screen.findByRole("textbox", { name: "確認コード" }), { target: { value: "123" } });
    await press("サインイン");
    expect(await screen.findByText("6 けたの数字を入力してください。")).toBeTruthy();
    expect(host.asked("redeem_code")).toEqual([]);
  });

  it("goes back to the address and keeps it", async () => {
    const host = await asked();
    await screen.findByRole("heading", { name: "確認コードの入力" });
    await press("アドレスを変える");
    await waitFor(() => expect(address().value).toContain("hanako@example.test"));
    expect(host.asked("cancel_sign_in").length).toBe(1);
  });
});

describe("signing in once more", () => {
  beforeEach(() => current.choose("ja"));

  it("has the way back beside the heading of each step, which has the focus", async () => {
    fakeHost({ request_code: null, cancel_sign_in: null });
    render(Welcome, { server: "https://alumni.example.jp", address: "hanako@example.test", again: true });
    const back = () => screen.getByRole("link", { name: "戻る" }).getAttribute("href");
    expect(screen.getByRole("heading").textContent).toBe("もう一度サインイン");
    expect(back()).toBe("#/today");
    await press("確認コードを送る");
    const heading = await screen.findByRole("heading", { name: "確認コードの入力" });
    expect(screen.getAllByRole("heading")).toEqual([heading]);
    await waitFor(() => expect(document.activeElement).toBe(heading));
    expect(back()).toBe("#/today");
    await press("アドレスを変える");
    expect((await screen.findByRole("textbox", { name: "メールアドレス" }) as HTMLInputElement).value).toBe("hanako@example.test");
  });
});

describe("an invitation", () => {
  it.each([
    ["resumex://join?server=https%3A%2F%2Falumni.example.jp", "https://alumni.example.jp"],
    ["https://alumni.example.jp/join", "https://alumni.example.jp"],
    ["https://alumni.example.jp:8443/join?x=1", "https://alumni.example.jp:8443"],
    [" alumni.example.jp ", "https://alumni.example.jp"],
    ["alumni.example.jp:8443", "https://alumni.example.jp:8443"],
    ["ａｌｕｍｎｉ．ｅｘａｍｐｌｅ．ｊｐ", "https://alumni.example.jp"],
    ["127.0.0.1:8080", "http://127.0.0.1:8080"],
    ["localhost:8080", "http://localhost:8080"],
    ["http://alumni.example.jp", "http://alumni.example.jp"],
    ["not a server", "not a server"],
    ["resumex://profile", "resumex://profile"],
    ["", ""],
  ])("%s", (typed, expected) => expect(serverFrom(typed)).toBe(expected));

  it("is shown without its scheme", () => {
    expect(shown("https://alumni.example.jp/")).toBe("alumni.example.jp");
    expect(shown("http://127.0.0.1:8080")).toBe("http://127.0.0.1:8080");
  });
});

it.each([
  ["１２３４５６", "123456"],
  ["123 456", "123456"],
  ["確認コード: 123456 です", "123456"],
  ["12345678", "123456"],
  ["abc", ""],
])("digits of %s", (typed, expected) => expect(digits(typed)).toBe(expected));
