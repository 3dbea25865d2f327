let visits = 0;

/** Counts its own requests; a new worker starts at 0. */
export default {
  fetch: () => Response.json({ visits: ++visits }),
};
