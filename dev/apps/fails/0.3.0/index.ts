/** Throws on every request. */
export default {
  fetch(): Response {
    throw new Error("this app always fails");
  },
};
