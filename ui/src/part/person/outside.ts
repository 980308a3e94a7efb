/** Whether what leads out of the app can be opened: the app's window shows its own pages and nothing else. */
export const opensOutside = () => !("__TAURI_INTERNALS__" in window);
