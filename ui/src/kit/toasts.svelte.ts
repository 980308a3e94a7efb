export interface Toast {
  id: number;
  text: string;
  action?: { label: string; run: () => void };
}

class Toasts {
  list = $state.raw<Toast[]>([]);
  #next = 1;

  show(toast: Omit<Toast, "id">, ms = 6000): number {
    const id = this.#next++;
    this.list = [...this.list.slice(-2), { ...toast, id }];
    setTimeout(() => this.close(id), ms);
    return id;
  }

  act(id: number): void {
    const toast = this.list.find((each) => each.id === id);
    this.list = this.list.filter((each) => each.id !== id);
    toast?.action?.run();
  }

  close(id: number): void {
    this.list = this.list.filter((each) => each.id !== id);
  }

  /** Something else is begun: what was only said, and cannot be undone, has been said. */
  pass(): void {
    this.list = this.list.filter((each) => each.action);
  }
}

export const toasts = new Toasts();
