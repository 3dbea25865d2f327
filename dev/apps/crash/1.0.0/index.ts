/** Crashes on `/` with an uncaught error; responds on `/alive`. */
export default {
  fetch(request: Request): Promise<Response> | Response {
    if (new URL(request.url).pathname === "/alive") return new Response("alive\n");
    setTimeout(() => {
      throw new Error("this app has crashed");
    });
    return new Promise(() => {});
  },
};
