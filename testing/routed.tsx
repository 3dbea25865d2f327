import type { ReactNode } from "react";

/**
 * Wraps components with links in a router with the pages' paths. Only the first is rendered. Call it after `setUpDom`,
 * and query with `findBy…`, since the router renders asynchronously.
 */
export async function routed(children: ReactNode) {
  const { createMemoryHistory, createRootRoute, createRoute, createRouter, RouterProvider } =
    await import("@tanstack/react-router");
  const { parseSearch, writeSearch } = await import("../client/src/browser/addressSearch.ts");
  const root = createRootRoute();
  const paths = ["/", "/workers", "/workers/$id"];
  const routes = paths.map((path) =>
    createRoute({ getParentRoute: () => root, path, component: () => children }),
  );
  const router = createRouter({
    routeTree: root.addChildren(routes),
    history: createMemoryHistory(),
    parseSearch,
    stringifySearch: writeSearch,
  });
  await router.load();
  return <RouterProvider router={router as never} />;
}
