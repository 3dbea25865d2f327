// What a real app does while it connects to its database.
await Bun.sleep(2_000);

/** Answers at once, when it has started. */
export default {
  fetch: () => new Response("started at last\n"),
};
