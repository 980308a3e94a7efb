/** What a screen reader hears without the focus moving. */
class Announcer {
  text = $state("");

  say(text: string): void {
    this.text = "";
    setTimeout(() => (this.text = text), 50);
  }
}

export const announcer = new Announcer();
