const kept: string[][] = [];

/** `/?mb=50` keeps 50 MB more of heap, `/?free=1` frees all of it; responds with what is kept. */
export default {
  fetch(request: Request): Response {
    const { searchParams } = new URL(request.url);
    if (searchParams.has("free")) release();
    const mb = Number(searchParams.get("mb") ?? 0);
    for (let i = 0; i < mb; i++) kept.push(oneMegabyte());
    return new Response(`keeps ${kept.length} MB\n`);
  },
};

/** 8,192 strings of 128 bytes: objects on the heap, as typed arrays would not be. */
function oneMegabyte(): string[] {
  return Array.from({ length: 8_192 }, (_, i) => Buffer.alloc(112, i % 256).toString("latin1"));
}

function release(): void {
  kept.length = 0;
  Bun.gc(true);
}
