/** Attachment for a screen's heading: takes the focus when the screen opens, unless it is the first of the page. */
let first = true;

export function focusHeading(heading: HTMLElement): void {
  heading.tabIndex = -1;
  if (first) {
    first = false;
    return;
  }
  heading.focus({ preventScroll: true });
}
