// A form as data: what is asked for, in which order, and where the answer stands in the value.

export type Options = readonly (readonly [value: string, label: string])[];

interface Common {
  /** Where the answer stands in the value, and the name of its field: `terms.pay.min`. */
  path: string;
  label: string;
  hint?: string;
  optional?: boolean;
  /** Nothing stands beside it. */
  wide?: boolean;
}

export type FieldOf = Common &
  (
    | { kind: "line" | "text" | "date" }
    /** A whole number. `none`: what stands for nothing typed, if not null. */
    | { kind: "number"; max: number; separated?: boolean; invalid: string; none?: number }
    | { kind: "select" | "choice"; options: Options }
    /** Several of a list, in its order. */
    | { kind: "checks"; options: Options }
    | { kind: "check" }
  );

/** Fields that belong together, beside each other where there is room. */
export interface Group {
  legend?: string;
  note?: string;
  fields: FieldOf[];
}

type Tree = { [part: string]: unknown };

export function read(value: object, path: string): unknown {
  return path.split(".").reduce<unknown>((at, part) => (at as Tree | null)?.[part], value);
}

/** The same value with another answer in this place. */
export function write<T extends object>(value: T, path: string, answer: unknown): T {
  const [part = "", ...rest] = path.split(".");
  return { ...value, [part]: rest.length > 0 ? write((value as Tree)[part] as object, rest.join("."), answer) : answer };
}
