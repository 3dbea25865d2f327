/** Echoes method, path, headers and body of the request. */
export default {
  async fetch(request: Request): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    const headers = Object.fromEntries(request.headers);
    const body = await request.text();
    return Response.json({ method: request.method, path: pathname + search, headers, body });
  },
};
