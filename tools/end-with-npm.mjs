// The shell between npm and this process passes no signal on: when it has gone, this process is told to stop.
import { isMainThread } from 'node:worker_threads';

const shell = process.ppid;

if (isMainThread) {
  const watch = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 250);
  watch.unref();
}
