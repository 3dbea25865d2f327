/** Returns a random id. */
export default {
  fetch: () => Response.json({ id: crypto.randomUUID() }),
};
