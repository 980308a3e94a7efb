// What of virtua's core is used: it publishes the core without its types.
declare module "virtua/unstable_core" {
  interface Layout {
    $getLength(): number;
    /** Whether it has this size; without one: whether it was never measured. */
    $isSizeEqual(index: number, size?: number): boolean;
  }
  interface Store {
    $getStateVersion(): number;
    $getRange(): [first: number, last: number];
    $getItemOffset(index: number): number;
    $getScrollOffset(): number;
    $getViewportSize(): number;
    $getTotalSize(): number;
    $isScrolling(): boolean;
    $subscribe(what: number, hear: () => void): () => void;
    $update(what: number, length: number, shift: boolean): void;
    $dispose(): void;
  }
  interface Driver {
    $observe(container: HTMLElement, scroller?: HTMLElement): void;
    /** Returns what ends it. */
    $observeItem(element: HTMLElement, index: number): () => void;
    $scroll(index: number, options?: { align?: "start" | "center" | "end" | "nearest" }): Promise<void>;
    /** After what changed is in the page. */
    $effect(): void;
    $dispose(): void;
  }
  export const ACTION_ITEMS_LENGTH_CHANGE: number;
  export const UPDATE_VIRTUAL_STATE: number;
  export const UPDATE_SCROLL_EVENT: number;
  export const UPDATE_SIZE_EVENT: number;
  export function createListLayout(length: number): Layout;
  export function createVirtualStore(layout: Layout): Store;
  export function createContainerDriver(store: Store, layout: Layout, horizontal: false): Driver;
  export function getScrollSize(store: Store): number;
}
