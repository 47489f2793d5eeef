/** What is there already, or comes. Most tasks find all that they ask for in memory: a promise for each of them costs more than they do. */
export type Awaitable<T> = T | Promise<T>;

/** Goes on with it: at once when it is there. */
export function andThen<T, U>(value: Awaitable<T>, next: (value: T) => Awaitable<U>): Awaitable<U> {
  return value instanceof Promise ? value.then(next) : next(value);
}
