/** What is in the page's state as it is sent and kept: a copy that follows nothing. For what IPC can carry. */
export const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
