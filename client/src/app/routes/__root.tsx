import { createRootRoute, Outlet } from "@tanstack/react-router";
import { Frame } from "../Frame.tsx";
import { MissingPage } from "../MissingPage.tsx";

export const Route = createRootRoute({
  component: () => (
    <Frame>
      <Outlet />
    </Frame>
  ),
  notFoundComponent: MissingPage,
});
