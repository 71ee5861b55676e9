import { registerHooks } from 'node:module';

// Told to stop as the first of what the service's program loads is loaded.
let isTold = false;
registerHooks({
  load(url, context, next) {
    if (!isTold && url.includes('/libs/platform/')) {
      isTold = true;
      process.kill(process.pid, 'SIGTERM');
    }
    return next(url, context);
  },
});
