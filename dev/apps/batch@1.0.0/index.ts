/** Takes most of a second. */
export default {
  async fetch(): Promise<Response> {
    await Bun.sleep(700);
    return new Response("done\n");
  },
};
