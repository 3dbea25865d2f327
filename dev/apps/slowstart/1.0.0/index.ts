// What a real app does while it connects to its database.
await Bun.sleep(2_000);

/** Responds at once after its start. */
export default {
  fetch: () => new Response("started at last\n"),
};
