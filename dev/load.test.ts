import { expect, test } from "bun:test";
import { eventually } from "../testing/eventually.ts";
import { startLoad } from "./load.ts";

// That the plan's failures come as often as planned is shown by the alerts of the demo load in e2e/monitoring.
test("the load is sent over HTTP until it is stopped", async () => {
  let requests = 0;
  const fetch = () => new Response(String(++requests));
  const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch });
  const load = startLoad("heavy", server.url.origin);
  await eventually("several requests", () => requests > 5);
  await load.stop();
  const before = requests;
  await Bun.sleep(250);
  expect(requests).toBe(before);
  await server.stop(true);
});
