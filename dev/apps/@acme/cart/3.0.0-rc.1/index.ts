let items = 0;

/** Counts its items. */
export default {
  fetch(request: Request): Response {
    if (request.method === "POST") items++;
    return Response.json({ items });
  },
};
