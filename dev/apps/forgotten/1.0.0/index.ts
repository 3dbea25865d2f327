/** Responds at once, twenty times in a worker's life. */
export default {
  fetch: () => new Response("not for long\n"),
};
