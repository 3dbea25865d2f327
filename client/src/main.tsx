// First of all: the shell says hello once, on the frame's load.

import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { startFeed } from "./feed/live.ts";
import { followLocale } from "./i18n/locale.ts";
import { router } from "./router.ts";
import { FRAMED } from "./shell/frame.ts";
import "./styles.css";
import { followTheme } from "./theme.ts";

followTheme(FRAMED);
followLocale();
startFeed();

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <RouterProvider router={router} />
    </StrictMode>,
  );
}
