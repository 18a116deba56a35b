/** Work that yields wherever it may be interrupted, so that long text does not block the event loop. */
export type Steps<T> = Generator<undefined, T, undefined>
