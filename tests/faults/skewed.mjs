// A machine whose clock is wrong: everything that reads the time in this process (but no count since its start) is off by the
// milliseconds that stand in the file CLOCK_FILE. They may change while it runs, as a clock does that is set.
import { readFileSync } from 'node:fs';

const file = process.env.CLOCK_FILE;
const Right = Date;
let [off, read] = [0, -Infinity];
const offset = () => {
  if (performance.now() - read > 20) {
    read = performance.now();
    off = Number(readFileSync(file, 'utf8'));
  }
  return off;
};
if (file !== undefined) {
  globalThis.Date = class Date extends Right {
    constructor(...given) {
      if (given.length === 0) super(Right.now() + offset());
      else super(...given);
    }
    // Its own, since whoever copies what is the clock's copies no more than that.
    static UTC = Right.UTC;
    static parse = Right.parse;
    static now() {
      return Right.now() + offset();
    }
  };
}
