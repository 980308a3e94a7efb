/** Why a call failed: a stable code. The sentence for a person lives in text/failure.ts. */
export class Failure extends Error {
  readonly code: string;
  readonly field: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: string, more: { field?: string; retryAfterSeconds?: number; cause?: unknown } = {}) {
    super(code, { cause: more.cause });
    this.code = code;
    this.field = more.field;
    this.retryAfterSeconds = more.retryAfterSeconds;
  }

  static from(thrown: unknown): Failure {
    if (thrown instanceof Failure) return thrown;
    const plain = (typeof thrown === "object" && thrown !== null ? thrown : {}) as Record<string, unknown>;
    return new Failure(typeof plain.code === "string" ? plain.code : "unknown", {
      field: typeof plain.field === "string" ? plain.field : undefined,
      retryAfterSeconds: typeof plain.retry_after_s === "number" ? plain.retry_after_s : undefined,
      cause: thrown,
    });
  }
}
