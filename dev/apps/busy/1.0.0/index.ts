/** Computes for `?ms=`, 100 ms by default, without ever yielding. */
export default {
  fetch(request: Request): Response {
    const ms = Number(new URL(request.url).searchParams.get("ms") ?? 100);
    const end = performance.now() + ms;
    let rounds = 0;
    while (performance.now() < end) rounds++;
    return new Response(`${rounds} rounds in ${ms} ms\n`);
  },
};
