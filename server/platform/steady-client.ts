import pg from 'pg';

/**
 * A connection whose loss is an error of its next statement and never the end of the process. pg tells of a loss between two statements by an
 * `error` event, to which a pool listens only while the connection is idle.
 */
export class SteadyClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}
