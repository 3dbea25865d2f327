import { createRootRoute, Outlet } from "@tanstack/react-router";
import { Frame } from "../components/Frame.tsx";
import { MissingPage } from "../components/MissingPage.tsx";

export const Route = createRootRoute({
  component: () => (
    <Frame>
      <Outlet />
    </Frame>
  ),
  notFoundComponent: MissingPage,
});
