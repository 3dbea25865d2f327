/** Answers at once; its worker has no other request to answer. */
export default {
  fetch: () => new Response(`answered after ${Math.round(performance.now())} ms of life\n`),
};
