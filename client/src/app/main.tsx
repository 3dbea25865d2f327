import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { FRAMED } from "../browser/frame.ts";
import { startFeed } from "../data/feed/instance.ts";
import { startLanguage } from "../i18n/language.ts";
import { drawLoadFailure } from "./loadFailure.ts";
import { router } from "./router.ts";
import "./styles.css";
import { followTheme } from "../ui/theme.ts";

const root = document.getElementById("root") ?? document.body;

function render(): void {
  createRoot(root).render(
    <StrictMode>
      <RouterProvider router={router} />
    </StrictMode>,
  );
}

followTheme(FRAMED);
startFeed();
// Not a top-level await: chunks that import this one would wait for each other.
void startLanguage().then(render, () => drawLoadFailure(root));
