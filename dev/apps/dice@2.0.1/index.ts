/** Rolls a die. */
export default {
  fetch: () => Response.json({ rolled: 1 + Math.floor(Math.random() * 6) }),
};
