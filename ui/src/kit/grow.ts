/** Attachment for a textarea: as high as its text, up to `most` of the window's height. */
export function grow(text: () => string, most = 0.4) {
  return (area: HTMLElement) => {
    text();
    area.style.height = "auto";
    const height = area.scrollHeight + area.offsetHeight - area.clientHeight;
    if (height > 0) area.style.height = `${Math.min(height, Math.round(window.innerHeight * most))}px`;
  };
}
