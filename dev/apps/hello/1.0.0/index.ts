/** Responds at once. */
export default {
  fetch: () => new Response("hello\n"),
};
