// Side-effect imports of stylesheets, which the bundler resolves.
declare module "*.css";

// The package's own types only describe its index.
declare module "lucide/dist/esm/icons/*.mjs" {
  const node: import("./ui/Icon.tsx").IconNode;
  export default node;
}
