/** How many integration files run at once. Each has a database to itself, so none meets another's rows, queues or locks. */
export const WORKERS = 2;

/** The database of a worker, counted from 1. */
export const ownDatabase = (worker: number): string => `doorstep_${worker}`;
