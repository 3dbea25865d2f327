/** One series of a result: its labels, its value. */
export interface Vector {
  metric: Record<string, string>;
  value: number;
}

interface Answer {
  status: string;
  error?: string;
  data?: { resultType: string; result: unknown };
}

/**
 * Evaluates an expression on a server with Prometheus' HTTP API.
 *
 * @param time - Unix time in seconds. Default: now.
 * @throws Error with the server's message if it refuses the expression.
 */
export async function ask(url: string, expression: string, time?: number): Promise<Vector[]> {
  const body = new URLSearchParams({ query: expression, nocache: "1" });
  if (time !== undefined) body.set("time", String(time));
  const response = await fetch(`${url}/api/v1/query`, { method: "POST", body });
  const { data, error } = (await response.json()) as Answer;
  if (data === undefined) throw new Error(`${expression}: ${error ?? response.status}`);
  if (data.resultType === "scalar") {
    return [{ metric: {}, value: Number((data.result as [number, string])[1]) }];
  }
  const series = data.result as { metric: Record<string, string>; value: [number, string] }[];
  return series.map(({ metric, value }) => ({ metric, value: Number(value[1]) }));
}
