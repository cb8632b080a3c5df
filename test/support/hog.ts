/**
 * Preloaded with `--import` into a process under test: SIGUSR2 switches blocking of its event loop by 300 ms at every
 * turn on and off.
 */
const blockedMs = 300;

let isHogging = false;

function block(): void {
  const endMs = performance.now() + blockedMs;
  while (performance.now() < endMs);
  if (isHogging) setTimeout(block, 10);
}

process.on('SIGUSR2', () => {
  isHogging = !isHogging;
  if (isHogging) block();
});
