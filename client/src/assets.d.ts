// Side-effect imports of stylesheets, which the bundler resolves.
declare module "*.css";
