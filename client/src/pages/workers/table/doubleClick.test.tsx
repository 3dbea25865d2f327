import { expect, mock, test } from "bun:test";
import { setUpDom } from "../../../../../testing/dom.ts";
import type { Lines } from "../rows/lines.ts";

const { fireEvent, render } = await setUpDom();
const { useDoubleClickGuard } = await import("./lineEvents.ts");

const lines = {
  at: (index: number) => ({ key: `worker ${index}`, kind: "worker" }),
} as unknown as Lines;

function Table({ onClick }: { onClick(): void }) {
  const guard = useDoubleClickGuard(lines);
  return (
    <table onClickCapture={guard}>
      <tbody>
        {["one", "two"].map((name, index) => (
          <tr key={name}>
            <td>
              <button type="button" data-line={index} onClick={onClick}>
                {name}
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

test("a double click is one of the row that it began on; Enter is always meant", () => {
  const onClick = mock();
  const { getByText } = render(<Table onClick={onClick} />);
  fireEvent.click(getByText("one"), { detail: 1 });
  fireEvent.click(getByText("two"), { detail: 2 });
  expect(onClick).toHaveBeenCalledTimes(1);
  fireEvent.click(getByText("two"), { detail: 0 });
  expect(onClick).toHaveBeenCalledTimes(2);
});
