const MARKED = /(<!-- bench:start -->\n)[\s\S]*?(<!-- bench:end -->)/;

/** Puts text between the README's markers. Throws when it has none. */
export async function fillReadme(path: string, text: string): Promise<void> {
  const readme = await Bun.file(path).text();
  if (!MARKED.test(readme))
    throw new Error(`${path}: no <!-- bench:start --> … <!-- bench:end -->`);
  await Bun.write(
    path,
    readme.replace(MARKED, (_, start, end) => `${start}${text}\n${end}`),
  );
}
