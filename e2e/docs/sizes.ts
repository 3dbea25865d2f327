/** Bytes of one frame of the feed at most, whatever the pool says: it has numbers and no names. */
export const FRAME_BYTES = 1200;

/** Bytes of a row of `stats` at most whose app's name and version have up to 40 characters. */
export const ROW_BYTES = 300;

/** Bytes of any row of `stats` at most, beside its app's name and its id. */
export const LONGEST_ROW_BYTES = 650;

/** Bytes that the history keeps in memory. */
export const HISTORY_BYTES = 200_000;

/** Bytes of the history's response at most, as JSON. */
export const HISTORY_RESPONSE_BYTES = 650_000;
