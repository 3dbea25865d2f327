/** Responds with the time. */
export default {
  fetch: () => Response.json({ now: new Date() }),
};
