// How one tells that a room has been reached, and what is done in it. Each is given the visitor.

export function text(key, gaps) {
  return (it) => it.page.getByText(it.t(key, gaps));
}

export function button(key, gaps) {
  return (it) => it.button(key, gaps);
}

export function heading(key) {
  return (it) => it.page.getByRole("heading", { level: 1, name: it.t(key), exact: true });
}

/** A button whose name begins with a text: what it says of itself follows. */
export function opener(key) {
  return (it) => it.page.getByRole("main").getByRole("button", { name: new RegExp(`^${it.t(key)}`) });
}

export function dialog({ page }) {
  return page.getByRole("dialog");
}

/** Opens the sheet of a button. */
export async function sheet(it, opener) {
  await opener.click();
  await dialog(it).waitFor();
}

/** Opens the sheet of a button and presses the button of it that goes on, so that it says what is missing. */
export function pressed(key) {
  return async (it, opener) => {
    await sheet(it, opener);
    await dialog(it).getByRole("button", { name: it.t(key), exact: true }).click();
    await dialog(it).locator(".error").first().waitFor();
  };
}

/** Opens the menu of a button. */
export async function menu(it, opener) {
  await opener.click();
  await it.page.getByRole("menu").waitFor();
}
