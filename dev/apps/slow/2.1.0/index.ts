const DEFAULT_MS = 800;

/** Responds after `?ms=`, 800 ms by default, without keeping its thread busy. */
export default {
  async fetch(request: Request): Promise<Response> {
    const ms = Number(new URL(request.url).searchParams.get("ms") ?? DEFAULT_MS);
    await Bun.sleep(ms);
    return new Response(`slept ${ms} ms\n`);
  },
};
