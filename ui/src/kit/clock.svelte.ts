/** The time that dates on the screen are told by; moves once a minute. */
class Clock {
  now = $state.raw(Date.now());

  constructor() {
    setInterval(() => (this.now = Date.now()), 60_000);
    document.addEventListener("visibilitychange", () => (this.now = Date.now()));
  }
}

export const clock = new Clock();
