import { EventEmitter } from 'node:events';
import pg from 'pg';
import { config } from './config';
import { describeError, log } from './log';

const kept = globalThis as { doorstepLive?: EventEmitter };

/**
 * What other transactions announced, as it is committed: event `<authority>:<kind>`.
 * One LISTEN connection a process, mended when it breaks (event `reconnected`). Event `stopping` when the server is
 * asked to end, which waits for open streams: they close themselves then.
 */
export function live(): EventEmitter {
  if (kept.doorstepLive) return kept.doorstepLive;
  const emitter = new EventEmitter();
  emitter.setMaxListeners(0);
  kept.doorstepLive = emitter;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => emitter.emit('stopping'));
  const connect = () => {
    const client = new pg.Client({ connectionString: config().directUrl, keepAlive: true });
    let ended = false;
    const again = (error?: Error) => {
      if (ended) return;
      ended = true;
      if (error) log().warn({ err: describeError(error) }, 'live connection lost');
      void client.end().catch(() => undefined);
      setTimeout(connect, 1_000).unref();
      // Something may have been missed meanwhile: everybody looks again.
      emitter.emit('reconnected');
    };
    client.on('error', again);
    client.on('end', () => again());
    client.on('notification', (message) => {
      if (message.payload) emitter.emit(message.payload);
    });
    client.connect().then(() => client.query('listen doorstep')).catch(again);
  };
  connect();
  return emitter;
}
