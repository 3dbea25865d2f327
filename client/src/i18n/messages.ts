import type { en } from "./en.ts";

type Shape<T> = {
  readonly [Key in keyof T]: T[Key] extends string
    ? string
    : T[Key] extends (...args: infer Args) => string
      ? (...args: Args) => string
      : Shape<T[Key]>;
};

/** The texts that every language must have: a missing or surplus one is a type error. */
export type Messages = Shape<typeof en>;
