import { networkInterfaces } from 'node:os'

/** True when the system lists no interface with an address but the loopback: measured, each time it is asked. */
export function isOffline(): boolean {
  return Object.values(networkInterfaces()).every(
    (addresses) => addresses?.every((address) => address.internal) ?? true,
  )
}

/** Looks every two seconds, and tells when it has become otherwise. Answers how to end it. */
export function watchNetwork(changed: (offline: boolean) => void): () => void {
  let known = isOffline()
  const looking = setInterval(() => {
    const now = isOffline()
    if (now !== known) changed(now)
    known = now
  }, 2_000)
  return () => clearInterval(looking)
}
