/** Adds the mount path to an HTML page, as a `<base>` at the beginning of its `<head>`. */
export async function injectBase(response: Response, base: string): Promise<Response> {
  if (!response.headers.get("content-type")?.startsWith("text/html")) return response;
  const html = await response.text();
  const headers = new Headers(response.headers);
  headers.delete("content-length");
  const rewritten = html.replace("<head>", `<head><base href="${base}/" />`);
  return new Response(rewritten, { status: response.status, headers });
}
