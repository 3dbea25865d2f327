import * as v from "valibot";

/** A count or a sum in the state of a counter. */
export const amount = v.pipe(v.number(), v.finite(), v.minValue(0));

/** One of the host's own objects, such as a worker: the one thing in a state that is no plain data. */
export const hostObject = v.custom<object>((value) => typeof value === "object" && value !== null);
