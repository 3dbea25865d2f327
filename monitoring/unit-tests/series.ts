import { SETTINGS } from "../settings.ts";

/** A series' value by minute; `undefined` where it has no sample. */
export type Course = number | ((minute: number) => number | undefined);

/** Input series of a test by their selectors. */
export type InputSeries = Record<string, Course>;

/** A counter that grows by so much a minute. */
export function perMinute(rate: number): Course {
  return (minute) => rate * minute;
}

/** A counter that has grown by one at each of these minutes, from 0. */
export function onceAt(...minutes: number[]): Course {
  return (minute) => minutes.filter((one) => one <= minute).length;
}

/** One value before a minute, another from then on. */
export function stepAt(
  minute: number,
  before: number | undefined,
  after: number | undefined,
): Course {
  return (now) => (now < minute ? before : after);
}

/** Series of an instance, or with `app` among the labels of an app on it; names are without `buntime_`. */
export function series(
  labels: Record<string, string>,
  courses: Record<string, Course>,
): InputSeries {
  const all = { ...labels, job: SETTINGS.job };
  const selector = Object.entries(all).map(([label, value]) => `${label}="${value}"`);
  return Object.fromEntries(
    Object.entries(courses).map(([family, course]) => {
      const name = /^(up$|process_)/.test(family) ? family : `buntime_${family}`;
      return [`${name}{${selector.join(", ")}}`, course];
    }),
  );
}

/** Series of an instance. */
export function instance(name: string, courses: Record<string, Course>): InputSeries {
  return series({ instance: name }, courses);
}

/**
 * Series of an instance's apps, and of all of them together: what those count is the sum of what each does,
 * whether or not its series has begun.
 */
export function apps(
  name: string,
  byApp: Record<string, Record<string, Course>>,
  together: Record<string, Course> = {},
): InputSeries {
  const own = Object.entries(byApp).map(([app, courses]) =>
    series({ instance: name, app }, courses),
  );
  const families = new Set(Object.values(byApp).flatMap((courses) => Object.keys(courses)));
  const sums = Array.from(families, (family) => {
    const courses = Object.values(byApp).map((courses) => courses[family] ?? 0);
    const sum: Course = (minute) =>
      courses.reduce<number>((total, course) => total + (at(course, minute) ?? 0), 0);
    return [family.replace(/^app_/, "apps_"), sum] as const;
  });
  return Object.assign({}, ...own, instance(name, { ...Object.fromEntries(sums), ...together }));
}

/** The samples of a course, in promtool's notation: runs of equal steps are folded. */
export function samplesOf(course: Course, minutes: number, intervalSeconds: number): string {
  const count = Math.floor((minutes * 60) / intervalSeconds) + 1;
  const values = Array.from({ length: count }, (_, i) =>
    valueAt(course, (i * intervalSeconds) / 60),
  );
  const runs: string[] = [];
  for (let from = 0; from < count; ) {
    const [run, length] = runFrom(values, from);
    runs.push(run);
    from += length;
  }
  return runs.join(" ");
}

function at(course: Course, minute: number): number | undefined {
  return typeof course === "number" ? course : course(minute);
}

function valueAt(course: Course, minute: number): number | undefined {
  const value = at(course, minute);
  return value === undefined ? undefined : Number(value.toFixed(6));
}

function runFrom(
  values: readonly (number | undefined)[],
  from: number,
): [text: string, length: number] {
  const [first, second] = [values[from], values[from + 1]];
  if (first === undefined) {
    const next = values.findIndex((value, i) => i > from && value !== undefined);
    const length = (next < 0 ? values.length : next) - from;
    return [length > 1 ? `stale _x${length - 1}` : "stale", length];
  }
  if (second === undefined) return [String(first), 1];
  const step = Number((second - first).toFixed(6));
  let length = 2;
  while (isNear(values[from + length], first + step * length)) length++;
  return [`${first}${step < 0 ? step : `+${step}`}x${length - 1}`, length];
}

function isNear(value: number | undefined, expected: number): boolean {
  return value !== undefined && Math.abs(value - expected) < 1e-6;
}
