const fibonacci = (n: number): number => (n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2));

/** Computes a little: `?n=`, 20 by default and 30 at most. */
export default {
  fetch(request: Request): Response {
    const n = Math.min(Number(new URL(request.url).searchParams.get("n") ?? 20), 30);
    return Response.json({ n, value: fibonacci(n) });
  },
};
