/** Responds at once; its worker serves one request. */
export default {
  fetch: () => new Response(`responded after ${Math.round(performance.now())} ms of life\n`),
};
