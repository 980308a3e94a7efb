/** Attachment for a textarea: as high as its text, up to `most` of the window's height. */
export function grow(text: () => string, most = 0.4) {
  return (area: HTMLElement) => {
    text();
    // While the text is measured nothing around it may move: a list above would be scrolled by it.
    const around = area.parentElement;
    if (around) around.style.minHeight = `${around.offsetHeight}px`;
    area.style.height = "auto";
    const height = area.scrollHeight + area.offsetHeight - area.clientHeight;
    if (height > 0) area.style.height = `${Math.min(height, Math.round(window.innerHeight * most))}px`;
    if (around) around.style.minHeight = "";
  };
}
