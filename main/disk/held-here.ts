let isHeld: (path: string) => boolean = () => false

/**
 * Says which files this very program writes under a lock. Under POSIX closing any handle to such a file lets the lock
 * go, so nothing here opens it a second time, whoever chose it in whichever dialog.
 */
export function keepShut(held: (path: string) => boolean): void {
  isHeld = held
}

/** Whether the file must not be opened here. */
export function mustStayShut(path: string): boolean {
  return isHeld(path)
}
