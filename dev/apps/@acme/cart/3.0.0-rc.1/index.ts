let items = 0;

/** Counts what is put in it. */
export default {
  fetch(request: Request): Response {
    if (request.method === "POST") items++;
    return Response.json({ items });
  },
};
