// What costs some time to make and never changes is made when it is first wanted.

/** Returns a function that makes the value on its first call and gives the same one ever after. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
