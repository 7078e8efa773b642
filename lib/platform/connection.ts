import pg from 'pg';
import { describeError, log } from './log';

/**
 * A connection to the database whose end is no accident of the process. Whoever is using it is told by what they asked failing; one
 * that nobody is using at that moment tells the log, and its pool replaces it. Without a listener of its own the second notice of one
 * end would be an uncaught exception, printed with everything the connection knows.
 */
export class Connection extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', (error) => log().debug({ err: describeError(error) }, 'a connection to the database ended'));
  }
}
