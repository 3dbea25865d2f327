import { expect, test } from "bun:test";
import { setUpDom } from "../../../../testing/dom.ts";
import { fact } from "../../insight/verdict/fact.ts";

const { render } = await setUpDom();
const { RuntimePanel } = await import("./RuntimePanel.tsx");

const pool = { size: 1, active: 1, idle: 0, creating: 0, total: 1, utilization: 1 };
const show = (notes: Parameters<typeof RuntimePanel>[0]["notes"]) => {
  const timestamp = new Date(Date.now() + 2_400_000).toISOString();
  const snapshot = { pool, uptime: 1, timestamp };
  return render(<RuntimePanel snapshot={snapshot} at={Date.now()} notes={notes} />);
};

test("if the server's clock differs, that is explained beside the two times", () => {
  const skew = fact("info", 0, { kind: "clockSkew", aheadMs: 2_400_000 });
  expect(show([skew]).getByText(/The server's clock is 40m ahead/)).toBeDefined();
});

test("otherwise clocks are not mentioned", () => {
  expect(show([]).queryByText(/clock/)).toBeNull();
});
