const CLIMB = [
  "..",
  "%2e%2e",
  ".%2e",
  "%252e%252e",
  "..%00",
  "%c0%ae%c0%ae",
  "%uff0e%uff0e",
  "..;",
  "..\\",
  "..%5c",
];
const WANTED = ["manifest.yaml", "package.json", "dist/plugin.js", "etc/passwd"];

/** Below the plugin's base: ways out of the folder of the pages. */
export const CLIMBING_PATHS: readonly string[] = CLIMB.flatMap((up) =>
  WANTED.flatMap((wanted) => [
    `/${up}/${wanted}`,
    `/assets/${up}/${up}/${up}/${wanted}`,
    `/assets/${up}%2f${up}%2f${up}%2f${wanted.replaceAll("/", "%2f")}`,
  ]),
);

/** Below the plugin's base: paths that mean nothing. */
export const SENSELESS_PATHS: Readonly<Record<string, string>> = {
  NUL: "/assets/%00index.js",
  "an absolute path": "//etc/passwd",
  "an absolute path, encoded": "/assets/%2fetc%2fpasswd",
  "half an escape": "/%",
  "an escape of no digits": "/%zz",
  "an escape of no UTF-8": "/%ff%fe",
  "a double escape": "/api/%256detrics/",
  "an escaped slash in the API": "/api%2fmetrics%2fstats",
  backslashes: "/assets\\..\\..\\package.json",
  "a script": "/<script>alert(1)</script>",
  "a script below the API": "/api/metrics/<script>alert(1)</script>",
  "a line break": "/x%0d%0aset-cookie:%20a=b",
  "10 kB": `/${"x".repeat(10_000)}`,
  "6 kB of letters that take nine": `/${"%E4%B8%AD".repeat(700)}`,
  "the same below the API": `/api/metrics/${"%e4%b8%ad".repeat(700)}`,
  "the same below a page": `/workers/${"%E4%B8%AD".repeat(700)}`,
  "2 kB of bytes that want encoding": `/${"\xe4\xb8\xad".repeat(660)}`,
  "1,000 segments": "/x".repeat(1_000),
  "1,000 slashes": "/".repeat(1_000),
  "a million bytes": `/${"x".repeat(1_000_000)}`,
  "5,000 parameters": `/api/metrics/stats?${"limit=1&".repeat(5_000)}`,
  "5,000 parameters, none known": `/api/metrics/?${"a[b]=c&".repeat(1_000)}`,
  "a parameter named like a prototype": "/api/metrics/stats?__proto__=1&constructor=2",
  "a limit that is no number": "/api/metrics/stats?limit=1e999",
  "an app that is no UTF-8": "/api/metrics/stats?app=%ff%fe",
  "a hidden file": "/.buntime-buntime-plugin-metrics-0.js",
  "the folder of files": "/assets/",
};
