/** The digits in what was typed or pasted: １２３４５６, "123 456" and "コード: 123456" are all the same code. */
export function digits(typed: string): string {
  return typed.normalize("NFKC").replace(/\D/g, "").slice(0, 6);
}
