/** Whether a person is looking: the page is shown and has the keyboard. */
class Attention {
  here = $state.raw(look());

  constructor() {
    const again = () => (this.here = look());
    for (const name of ["focus", "blur"]) window.addEventListener(name, again);
    document.addEventListener("visibilitychange", again);
  }
}

function look(): boolean {
  return document.visibilityState === "visible" && document.hasFocus();
}

export const attention = new Attention();
