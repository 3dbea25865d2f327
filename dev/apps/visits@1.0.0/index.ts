let visits = 0;

/** Counts its own requests, and begins anew when it is spawned anew. */
export default {
  fetch: () => Response.json({ visits: ++visits }),
};
