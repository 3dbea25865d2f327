import { describe, expect, test } from "bun:test";
import { bundledPackages, licencesFile } from "../../scripts/package/licences.ts";
import { root } from "../../scripts/root.ts";

// That a package is listed whose code is in a bundle is checked by the build itself.
describe("the list of third-party licences", () => {
  const packages = bundledPackages(root);

  test("has only licences that allow redistribution with their text", () => {
    const licences = new Set(packages.map(({ license }) => license));
    expect([...licences].sort()).toEqual(["ISC", "MIT", "Unlicense"]);
  });

  test("contains the text of each", () => {
    const file = licencesFile(packages);
    for (const { name, version, license, text } of packages) {
      expect(file).toContain(`${name} ${version} (${license})`);
      expect(file).toContain(text);
    }
  });
});
