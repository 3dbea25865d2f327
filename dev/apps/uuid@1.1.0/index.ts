/** Makes up an id. */
export default {
  fetch: () => Response.json({ id: crypto.randomUUID() }),
};
