/**
 * Preloaded with `--import` into a process under test: SIGUSR2 makes its event loop late by 300 ms at every turn, or lets
 * it be again.
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
