/** Dies on `/`, by an error that nobody catches; `/alive` answers. */
export default {
  fetch(request: Request): Promise<Response> | Response {
    if (new URL(request.url).pathname === "/alive") return new Response("alive\n");
    setTimeout(() => {
      throw new Error("this app has crashed");
    });
    return new Promise(() => {});
  },
};
