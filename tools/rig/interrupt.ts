/** Ctrl-C and SIGTERM clean up before they end this program. A second one does not wait. Answers how to stand down. */
export function onInterrupt(cleanUp: () => Promise<void>): () => void {
  let isEnding = false;
  const end = (): void => {
    if (isEnding) process.exit(130);
    isEnding = true;
    cleanUp().then(() => process.exit(130), () => process.exit(130));
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, end);
  return () => signals.forEach((signal) => process.off(signal, end));
}
