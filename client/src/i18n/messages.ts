import type { en } from "./en/common.ts";
import type { enWorkers } from "./en/workers.ts";

type Shape<T> = {
  readonly [Key in keyof T]: T[Key] extends string
    ? string
    : T[Key] extends (...args: infer Args) => string
      ? (...args: Args) => string
      : Shape<T[Key]>;
};

/** The texts that every page may need, in any language: a missing or surplus one is a type error. */
export type CommonMessages = Shape<typeof en>;

/** The texts of the Workers page, in any language. */
export type WorkersMessages = Shape<typeof enWorkers>;

/** All texts. */
export type Messages = CommonMessages & WorkersMessages;
