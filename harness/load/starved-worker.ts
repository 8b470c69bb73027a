/** A worker that gets a tenth of a processor: it does nothing for nine tenths of the time. */
import './worker.ts'

const PERIOD = 100
const LOST = 90

setInterval(() => {
  const until = performance.now() + LOST
  while (performance.now() < until);
}, PERIOD)
