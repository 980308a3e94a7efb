import { listen } from "../../kit/listen";

/** Attachment: files that are let go over the element are given to `take`; `data-over` while they hang over it. */
export function onFiles(take: (files: File[]) => void) {
  return (element: HTMLElement) => {
    const carries = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    const over = (event: DragEvent) => {
      if (!carries(event)) return;
      event.preventDefault();
      element.dataset.over = "";
    };
    const leave = (event: DragEvent) => {
      if (!element.contains(event.relatedTarget as Node | null)) delete element.dataset.over;
    };
    const drop = (event: DragEvent) => {
      delete element.dataset.over;
      if (!carries(event)) return;
      event.preventDefault();
      take([...(event.dataTransfer?.files ?? [])]);
    };
    return listen(element, { dragover: over, dragleave: leave, drop });
  };
}
